import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import pg from 'pg'
import type { DB } from './database-types.ts'
import { gatheringSocket } from './gathering-socket.ts'

/** A pooled connection with Kysely on it; queries sent without waiting travel in one round trip. */
export interface Session {
  client: pg.PoolClient
  db: Kysely<DB>
}

export interface Database {
  /** Runs `work` on one connection of the pool and gives it back, also after an error. */
  use<T>(work: (session: Session) => Promise<T>): Promise<T>
  /**
   * The same for anonymous readers: these connections have the rights of the role motcua_public and cannot write, so a
   * read needs no transaction around it to be walled.
   */
  usePublic<T>(work: (session: Session) => Promise<T>): Promise<T>
  pool: pg.Pool
  close(): Promise<void>
}

/** Statements kept prepared per connection; beyond it they are sent unnamed. */
const preparedLimit = 300

/** Parsers: dates of law stay 'YYYY-MM-DD', bigint becomes a number (ours stay far below 2^53). */
function typeParsers(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.DATE, (text: string) => text)
  types.setTypeParser(pg.types.builtins.INT8, Number)
  return types
}

/** A connection while it is lent out; once given back, nothing may be sent on it any more. */
interface Loan {
  client: pg.ClientBase
  open: boolean
}

/**
 * Kysely on one loan. Named statements spare the server parsing and planning the same text again. A statement that
 * comes after the loan has ended (from work that went on when its transaction had failed) is refused: on the same
 * connection somebody else, perhaps of another office, may be at work by then.
 */
function kyselyOn(loan: Loan, nameOf: (sql: string) => string | undefined): Kysely<DB> {
  const connection: DatabaseConnection = {
    async executeQuery(query: CompiledQuery) {
      if (!loan.open) throw new Error('a statement came after its transaction had ended')
      const { client } = loan
      const result = await client.query({
        name: nameOf(query.sql),
        text: query.sql,
        values: [...query.parameters],
      })
      return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) }
    },
    streamQuery() {
      throw new Error('streaming is not used')
    },
  }
  const refuse = async () => {
    throw new Error('transactions are opened by write() and read() only')
  }
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => {},
    destroy: async () => {},
  }
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

function statementNames(): (sql: string) => string | undefined {
  const names = new Map<string, string>()
  return (sql) => {
    const known = names.get(sql)
    if (known) return known
    if (names.size >= preparedLimit) return undefined
    const name = `s${names.size}`
    names.set(sql, name)
    return name
  }
}

/**
 * Opens at most `connections` connections on `url`, two fifths of them for anonymous readers, who therefore never take
 * those of the staff. Nothing connects before first use.
 */
export function openDatabase(url: string, connections: number, onError: (error: Error) => void): Database {
  const forPublic = Math.max(1, Math.floor(connections * 0.4))
  const settings = '-c timezone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000'
  const nameOf = statementNames()
  const openPool = (max: number, options: string) => {
    const pool = new pg.Pool({
      connectionString: url,
      max,
      types: typeParsers(),
      pipeline: true,
      stream: gatheringSocket,
      options,
    } as pg.PoolConfig)
    return pool.on('error', onError)
  }
  const pool = openPool(Math.max(1, connections - forPublic), settings)
  const publicPool = openPool(
    forPublic,
    `${settings} -c role=motcua_public -c default_transaction_read_only=on`,
  )
  return {
    pool,
    use: lender(pool, nameOf),
    usePublic: lender(publicPool, nameOf),
    close: async () => {
      await Promise.all([pool.end(), publicPool.end()])
    },
  }
}

/** Lends connections of the pool, one at a time to each piece of work. */
function lender(pool: pg.Pool, nameOf: (sql: string) => string | undefined): Database['use'] {
  return async (work) => {
    const client = await pool.connect()
    const loan: Loan = { client, open: true }
    const db = kyselyOn(loan, nameOf)
    let failure: Error | undefined
    // A line cut while it is lent fails the statements under way; unheard, the event would end the whole program.
    const onLost = (error: Error) => {
      failure = error
    }
    client.on('error', onLost)
    try {
      return await work({ client, db })
    } catch (error) {
      if (error instanceof Error && connectionLost(error)) failure = error
      throw error
    } finally {
      loan.open = false
      client.off('error', onLost)
      client.release(failure)
    }
  }
}

/** Whether the connection itself is gone, so that the pool must not hand it out again. */
export function connectionLost(error: Error): boolean {
  const code = (error as { code?: string }).code ?? ''
  return (
    code.startsWith('08') ||
    code.startsWith('57P') ||
    ['ECONNRESET', 'EPIPE', 'ECONNREFUSED'].includes(code) ||
    /Connection terminated|not queryable/.test(error.message)
  )
}
