import { useRef, useState } from "preact/hooks";
import { copyText, type RoomProps } from "../parts.tsx";
import { summary, summaryText } from "../summary.ts";

/** Her words as one text, to be copied or printed. */
export function Own({ words, draft, names }: RoomProps) {
  const { who } = words;
  const own = useRef<HTMLPreElement>(null);
  const [copied, setCopied] = useState(false);
  const text = summaryText(summary(draft, words, names));
  return (
    <>
      <pre class="own sheet" ref={own}>
        {text}
      </pre>
      <p class="calls">
        <button type="button" class="button" onClick={() => copyText(text, own.current).then(setCopied)}>
          {who.copyOwn}
        </button>
        <button type="button" class="button" onClick={() => print()}>
          {who.printOwn}
        </button>
      </p>
      <p role="status">{copied && who.copied}</p>
    </>
  );
}
