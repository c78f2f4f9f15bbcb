import { createServer } from 'node:net'
import { join } from 'node:path'

/** Where a server listens. */
export interface Address {
  /** Directory of its socket, or 127.0.0.1. */
  host: string
  port: number
}

const SOCKET_PORT = 5432
/** The system's limit on a socket's path, in bytes (103 on macOS, 107 on Linux). */
const SOCKET_PATH_BYTES = 103

/**
 * Chooses where the server shall listen: on a socket inside its own directory, which only the program's user and the
 * server's can reach and where no port can be taken by another program. Where there are no such sockets (Windows)
 * or the path is too long for one, on a free port of 127.0.0.1, which may be taken until the server binds it.
 */
export async function chooseAddress(cluster: string): Promise<Address> {
  const path = join(cluster, `.s.PGSQL.${SOCKET_PORT}`)
  const fits = Buffer.byteLength(path) <= SOCKET_PATH_BYTES
  if (process.platform !== 'win32' && fits) return { host: cluster, port: SOCKET_PORT }
  return { host: '127.0.0.1', port: await freePort() }
}

/** The server's settings that make it listen there and nowhere else. */
export function listenArguments(address: Address): string[] {
  const onSocket = address.host !== '127.0.0.1'
  // The server works in its own directory; a relative path has neither a length limit nor characters to escape.
  return [
    '-c',
    `listen_addresses=${onSocket ? '' : address.host}`,
    '-c',
    `unix_socket_directories=${onSocket ? '.' : ''}`,
    '-c',
    `port=${address.port}`,
  ]
}

/** The superuser's connection. A socket's directory stands percent-encoded where the host stands. */
export function superuserUrl(address: Address, password: string, database: string): string {
  return `postgres://postgres:${password}@${encodeURIComponent(address.host)}:${address.port}/${database}`
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
