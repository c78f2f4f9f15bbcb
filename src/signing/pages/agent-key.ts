const database = 'motcua-agent'
const store = 'keys'

/**
 * The key by which this browser shows the agent that it is the one that was paired. Its private part cannot be read, not
 * even by our own pages; null where the browser has none yet.
 */
export async function storedKey(): Promise<CryptoKeyPair | null> {
  return (await inStore<CryptoKeyPair | undefined>('readonly', (keys) => keys.get('page'))) ?? null
}

/** Makes a new key and keeps it in this browser. */
export async function makeKey(): Promise<CryptoKeyPair> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ])
  await inStore('readwrite', (keys) => keys.put(pair, 'page'))
  return pair
}

async function inStore<T>(mode: IDBTransactionMode, work: (keys: IDBObjectStore) => IDBRequest): Promise<T> {
  const open = indexedDB.open(database, 1)
  open.onupgradeneeded = () => open.result.createObjectStore(store)
  await settled(open)
  try {
    return await settled<T>(work(open.result.transaction(store, mode).objectStore(store)))
  } finally {
    open.result.close()
  }
}

function settled<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

export const toBase64 = (bytes: ArrayBuffer | Uint8Array): string =>
  btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''))

export const toHex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
