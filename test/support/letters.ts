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
