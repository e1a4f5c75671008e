/** Where a shared store keeps its entries. Whatever is wrong with it is thrown; the callers bound how long it may take. */
export interface Medium {
  /** For messages; holds no credentials. */
  readonly name: string
  /** Text or bytes of an entry, perhaps in the other's clothes; undefined where there is none. */
  get(key: string): Promise<unknown>
  set(key: string, value: string | Uint8Array): Promise<void>
  delete(key: string): Promise<void>
  /** Ends what was opened here. What the user opened stays open. */
  close(): void
}
