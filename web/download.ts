/** Hands bytes to the person as a file. Nothing is fetched, and the object URL is gone a minute later. */
export function download(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read the blob only after asking where to put it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
