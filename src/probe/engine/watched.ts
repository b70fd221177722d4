const LOOK_MS = 100;

/**
 * The result of `work`, unless the device is lost meanwhile: on a lost WebGL context tfjs waits for a
 * fence that never comes.
 *
 * @param lost Why the device is lost; undefined while it is not.
 * @throws Error with that reason.
 */
export async function unlessLost<Value>(
  work: Promise<Value>,
  lost: () => string | undefined,
): Promise<Value> {
  let look: ReturnType<typeof setInterval> | undefined;
  const loss = new Promise<never>((_, reject) => {
    look = setInterval(() => {
      const reason = lost();
      if (reason !== undefined) reject(new Error(reason));
    }, LOOK_MS);
  });
  // What fails after the loss has nobody left to hear of it.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, loss]);
  } finally {
    clearInterval(look);
  }
}
