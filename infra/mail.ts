import { Stack } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { ConfigurationSet, EmailIdentity, Identity, SuppressionReasons } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { output } from "./output.ts";

/** The sender of letters: its domain, signed with DKIM, and what becomes of letters that bounce. */
export class Mail extends Construct {
  readonly sender: string;
  /** What becomes of letters that bounce is said here. */
  readonly configurationSet: ConfigurationSet;
  readonly identityArn: string;
  readonly #configurationSetArn: string;

  constructor(scope: Construct, id: string, sender: string) {
    super(scope, id);
    this.sender = sender;
    this.configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      sendingEnabled: true,
    });
    const domain = sender.slice(sender.indexOf("@") + 1);
    // Used by every letter of this identity, so no function has to name it.
    const identity = new EmailIdentity(this, "Identity", {
      identity: Identity.domain(domain),
      configurationSet: this.configurationSet,
      // Otherwise SES mails each bounce to the sender as well: an address that nobody reads, and that may bounce too.
      feedbackForwarding: false,
    });
    this.identityArn = identity.emailIdentityArn;
    this.#configurationSetArn = Stack.of(this).formatArn({
      service: "ses",
      resource: "configuration-set",
      resourceName: this.configurationSet.configurationSetName,
    });
    for (const [index, { name, value }] of identity.dkimRecords.entries()) {
      output(this, `Dkim${index + 1}`, `${name} CNAME ${value}`, "Add to the DNS");
    }
  }

  /** Letters from the one sender, and from nobody else at its domain. */
  grantSend(to: IGrantable): void {
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["ses:SendEmail"],
        resources: [this.identityArn, this.#configurationSetArn],
        conditions: { StringEquals: { "ses:FromAddress": this.sender } },
      }),
    );
  }
}
