import type { InboxMe, Readiness } from "../../shared/contract.ts";
import { unitName } from "../../shared/work-unit.ts";
import { useSpeech } from "../words/inbox.ts";
import { momentInWords, monthInWords } from "../words/moments.ts";
import { type Course, standingOf } from "./standing.ts";

interface AlertsProps {
  readonly me: InboxMe;
  /** Of the members, by their ids. */
  readonly names: ReadonlyMap<string, string>;
}

/** What keeps reports from being opened, above the list: only what asks for something to be done. */
export function Alerts({ me, names }: AlertsProps) {
  const { words, language } = useSpeech();
  const { readiness } = words;
  const standing = standingOf(me.readiness);
  return (
    <>
      {standing.kind === "red" && (
        <section class="note alarm ready-card">
          <h2>{readiness.red}</h2>
          {standing.course && <p>{readiness.missed(monthInWords(standing.course.month, language))}</p>}
          <p>
            {standing.course && <Progress course={standing.course} />} <strong>{readiness.again}</strong>
          </p>
        </section>
      )}
      {standing.kind === "running" && (
        <section class="note warm ready-card">
          <h2>{readiness.running}</h2>
          <p>
            <Progress course={standing.course} />
          </p>
          <p>
            <strong>{readiness.ask(momentInWords(standing.course.until, language))}</strong> {readiness.after}
          </p>
        </section>
      )}
      {me.unreachable.length > 0 && (
        <section class="note warm ready-card">
          <h2>{readiness.unreachable.heading}</h2>
          <p>
            {readiness.unreachable.intro}{" "}
            <strong>{me.unreachable.map((id) => names.get(id) ?? readiness.unreachable.nameless).join(", ")}</strong>.{" "}
            {readiness.unreachable.todo}
          </p>
        </section>
      )}
    </>
  );
}

/** Which report it is, is said only once somebody has opened it: until then all that are unopened should be. */
function Progress({ course: { opened, needed, arrived } }: { readonly course: Course }) {
  const { words, language } = useSpeech();
  const { readiness } = words;
  return (
    <>
      {readiness.count(opened, needed)}{" "}
      {opened > 0 ? readiness.knownOne(momentInWords(arrived, language)) : readiness.unknownOne}
    </>
  );
}

/** One quiet line when there is nothing to do. */
export function Quiet({ readiness }: { readonly readiness: Readiness }) {
  const { words, language } = useSpeech();
  const standing = standingOf(readiness);
  if (standing.kind === "untried") return <p class="quiet small">{words.readiness.untried}</p>;
  if (standing.kind !== "ready" || standing.month === undefined) return null;
  return <p class="quiet small">{words.readiness.ready(monthInWords(standing.month, language))}</p>;
}

export const anyRed = (below: readonly Readiness[]): boolean => below.some(({ state }) => state === "red");

/** The Satgas right below, of which a province has up to 38: folded, in counts; named are those that are not ready. */
export function Below({ below }: { readonly below: readonly Readiness[] }) {
  const { words } = useSpeech();
  const text = words.readiness.below;
  if (below.length === 0) return null;
  const named = (state: Readiness["state"]) =>
    below
      .filter((one) => one.state === state)
      .map(({ unit }) => unitName(unit))
      .sort();
  const [red, amber, green] = [named("red"), named("amber"), named("green")];
  const counts = [
    red.length > 0 && text.red(red.length),
    amber.length > 0 && text.amber(amber.length),
    green.length > 0 && text.green(green.length),
  ].filter((count) => count !== false);
  return (
    <details class="card below">
      <summary>
        <strong>{text.heading}</strong> <span class="quiet">{counts.join(" · ")}</span>
      </summary>
      <Names title={text.redTitle} note={text.redNote} names={red} />
      <Names title={text.amberTitle} note={text.amberNote} names={amber} />
    </details>
  );
}

interface NamesProps {
  readonly title: string;
  readonly note: string;
  readonly names: readonly string[];
}

const Names = ({ title, note, names }: NamesProps) =>
  names.length === 0 ? null : (
    <>
      <h2>{title}</h2>
      <ul class="units">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <p class="quiet small">{note}</p>
    </>
  );
