/** What a local SES took, as its mailbox page shows it. */
export interface ReceivedLetter {
  readonly subject: string;
  readonly destination: { readonly to: readonly string[] };
  readonly body: { readonly text?: string; readonly html?: string };
}

export async function lettersIn(ses: string): Promise<ReceivedLetter[]> {
  const { emails } = (await (await fetch(`${ses}/store`)).json()) as { emails: ReceivedLetter[] };
  return emails;
}

/** To whom letters went since the last look: the local parts of their addresses, in order. */
export async function takeAddressees(ses: string): Promise<string[]> {
  const sent = (await lettersIn(ses)).map(({ destination }) => destination.to[0]?.split("@")[0] ?? "");
  await fetch(`${ses}/clear-store`, { method: "POST" });
  return sent.sort();
}
