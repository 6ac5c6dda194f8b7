/** The calls that wait for their answer, in the order in which they were sent. */
export class PendingCalls {
  #calls = new Map();

  get size() {
    return this.#calls.size;
  }

  add(call) {
    this.#calls.set(call.id, call);
  }

  /**
   * Takes out the call that a frame answers, or null for a frame nobody asked for. Answers are matched by `call_id`; a
   * 291 and the errors of older servers carry none, and as level 1 answers in order they belong to the call that waits
   * longest.
   */
  take(frame) {
    const id = frame?.args?.call_id ?? null;
    const call = id !== null ? this.#calls.get(id) : answersWithoutId(frame) ? this.#oldest() : undefined;
    if (!call) return null;
    this.#calls.delete(call.id);
    return call;
  }

  takeAll() {
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    return calls;
  }

  #oldest() {
    return this.#calls.values().next().value;
  }
}

const answersWithoutId = (frame) => frame?.status === 291 || frame?.status >= 400;
