import { makeStamp } from "../../shared/stamp.ts";

/** Works while she writes, so that the page stays quick on a slow phone. */
self.onmessage = ({ data }: MessageEvent<{ readonly id: string; readonly difficulty: number }>) => {
  self.postMessage(makeStamp(data.id, data.difficulty));
};
