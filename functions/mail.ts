import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";

/** What every letter of a kind says, to everyone, always. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export type Mailer = (to: string, letter: Letter) => Promise<void>;

/** @param endpoint a local SES; on AWS it is left out */
export function createMailer(from: string, endpoint?: string): Mailer {
  const requestHandler = {
    connectionTimeout: 2_000,
    requestTimeout: 8_000,
    throwOnRequestTimeout: true,
  };
  const ses = new SESClient({
    requestHandler,
    ...(endpoint ? { endpoint } : {}),
  });
  const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });
  return async (to, { subject, text, html }) => {
    const Body = { Text: utf8(text), Html: utf8(html) };
    const Message = { Subject: utf8(subject), Body };
    await ses.send(
      new SendEmailCommand({
        Source: from,
        Destination: { ToAddresses: [to] },
        Message,
      }),
    );
  };
}
