/** Makes request ids of the service's shape: the Base64 form of a time and a running number, in hex. */
export function createRequestIds(clock: () => number): () => string {
  let count = 0
  return () => {
    count += 1
    const parts = [Math.floor(clock() / 1000), process.pid, count].map((part) => part.toString(16))
    return Buffer.from(parts.join('_')).toString('base64')
  }
}
