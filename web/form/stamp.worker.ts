import { makeStamp, type StampFor } from "../../shared/stamp.ts";

/** Works while she writes, so that the page stays quick on a slow phone. */
self.onmessage = ({ data }: MessageEvent<{ readonly of: StampFor; readonly difficulty: number }>) => {
  self.postMessage(makeStamp(data.of, data.difficulty));
};
