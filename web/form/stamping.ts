import { checkStamp, type StampFor } from "../../shared/stamp.ts";
import StampWorker from "./stamp.worker.ts?worker&inline";

/** Hashes between two breaths of the main thread: about 10 ms on an old phone. */
const SLICE = 400;
/** An old phone has a hard stamp in a quarter of it. */
const PATIENCE_MS = 60_000;

/**
 * In a worker inside the bundle: a sandboxed frame may not load a script of its own origin. Without one, in slices on
 * the main thread. When both compute, the first answer wins and the other stops.
 */
export function stampFor(
  of: StampFor,
  difficulty: number,
  newWorker: () => Worker = () => new StampWorker(),
  patienceMs = PATIENCE_MS,
): Promise<number> {
  return new Promise((resolve) => {
    let worker: Worker | undefined;
    let done = false;
    let slicing = false;
    const finish = (stamp: number) => {
      done = true;
      clearTimeout(patience);
      worker?.terminate();
      resolve(stamp);
    };
    const onMainThread = async () => {
      if (slicing) return;
      slicing = true;
      for (let stamp = 0; !done; stamp += 1) {
        if (checkStamp(of, stamp, difficulty)) return finish(stamp);
        if (stamp % SLICE === 0) await new Promise((resume) => setTimeout(resume, 0));
      }
    };
    const withoutWorker = () => {
      worker?.terminate();
      onMainThread();
    };
    // A phone that is short of memory ends a worker without a word: after a while the page computes as well.
    const patience = setTimeout(onMainThread, patienceMs);
    try {
      worker = newWorker();
      worker.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (done) return;
        if (typeof data === "number" && checkStamp(of, data, difficulty)) finish(data);
        else withoutWorker();
      };
      // A policy that forbids workers is told here, not by an exception.
      worker.onerror = (event) => {
        event.preventDefault();
        withoutWorker();
      };
      worker.postMessage({ of, difficulty });
    } catch {
      onMainThread();
    }
  });
}
