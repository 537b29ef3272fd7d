import { useRef, useState } from "preact/hooks";
import { copyText, type ScreenProps } from "../parts.tsx";
import { summary, summaryText } from "../summary.ts";

/** Her words as one text, to be copied or printed. */
export function OwnWords({ words, draft, names }: ScreenProps) {
  const { recipients } = words;
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
          {recipients.copyOwn}
        </button>
        <button type="button" class="button" onClick={() => print()}>
          {recipients.printOwn}
        </button>
      </p>
      <p role="status">{copied && recipients.copied}</p>
    </>
  );
}
