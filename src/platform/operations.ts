import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { DB } from './database-types.ts'
import type { Attempt } from './rate-limit.ts'

/** A right an actor holds today: a role, in one field or (null) in all. */
export interface Duty {
  role: string
  fieldCode: string | null
}

/** Who acts. Staff carry today's duties; the public and the system carry none. */
export interface Actor {
  kind: 'staff' | 'public' | 'system'
  id: string
  name: string
  /** What a member of staff signs in with. */
  username?: string
  /** Post as printed and as shown to citizens, e.g. "Công chức Tư pháp - Hộ tịch". */
  post: string
  /** Office the actor works in; every read and write is walled to it. */
  officeId: string
  duties: readonly Duty[]
}

declare const transaction: unique symbol

/** An open write transaction; only `write()` makes one. */
export interface Tx {
  readonly db: Kysely<DB>
  readonly now: Date
  readonly requestId: string
  readonly [transaction]: true
}

/** A read-only view of one office (or of the public columns of all). */
export interface Reader {
  readonly db: Kysely<DB>
  readonly now: Date
}

/** What an audit row says; `facts` hold what changed, before and after where it matters. */
export interface AuditEntry {
  /** Defaults to the command's name. */
  action?: string
  subjectType: string
  subjectId: string
  facts: Record<string, unknown>
}

/** News for slices to the right, delivered after commit at least once. */
export interface News {
  topic: string
  payload: Record<string, unknown>
}

/** What a command hands back. The type demands at least one audit entry: an unaudited change does not compile. */
export interface Outcome<O> {
  output: O
  audit: readonly [AuditEntry, ...AuditEntry[]]
  news?: readonly News[]
}

/** Who may try: anybody, any signed-in member of staff, or holders of one of these roles. */
export type Audience = 'public' | 'staff' | readonly string[]

/** REST route below /api/v1; `{name}` in the path is taken from the input of the same name. */
export interface Door {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  /** Status of success; 200 unless told. */
  status?: number
}

interface Operation<I extends z.ZodObject, O extends z.ZodType> {
  /** `slice.verb`, unique. */
  name: string
  /** What it does, in Vietnamese, for the permission page and the API document. */
  title: string
  audience: Audience
  input: I
  output: O
  door?: Door
  /** Input that works as it stands against the demonstration office; required where the door has a body. */
  example?: z.input<I>
  /** Which tries of the public are counted, and by which name: see rate-limit.ts. */
  limit?: { kind: Attempt['kind']; subject(input: z.output<I>): string }
  /**
   * For a caller without an office: finds, with the public columns only, the office in which `run` then works. Throws
   * when there is none.
   */
  locate?(reader: Reader, input: z.output<I>): Promise<string>
}

export interface Command<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType>
  extends Operation<I, O> {
  kind: 'command'
  run(tx: Tx, actor: Actor, input: z.output<I>): Promise<Outcome<z.output<O>>>
}

export interface Query<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType>
  extends Operation<I, O> {
  kind: 'query'
  /** `public`: reads as the anonymous database role, across offices, public columns only. */
  scope: 'office' | 'public'
  run(reader: Reader, actor: Actor, input: z.output<I>): Promise<z.output<O>>
}

/** Any operation, for the registry. */
export type AnyOperation = Command | Query

/** Declares a command: data for the registry, and the function that runs inside `write()`. */
export function defineCommand<I extends z.ZodObject, O extends z.ZodType>(
  declaration: Omit<Command<I, O>, 'kind'>,
): Command<I, O> {
  return { kind: 'command', ...declaration }
}

/** Declares a query: data for the registry, and the function that runs inside `read()`. */
export function defineQuery<I extends z.ZodObject, O extends z.ZodType>(
  declaration: Omit<Query<I, O>, 'kind' | 'scope'> & { scope?: 'office' | 'public' },
): Query<I, O> {
  return { kind: 'query', scope: 'office', ...declaration }
}

/** Whether today's duties give the actor one of the roles (in the field, where one is named). */
export function holds(actor: Actor, roles: readonly string[], fieldCode?: string): boolean {
  return actor.duties.some(
    (duty) =>
      roles.includes(duty.role) &&
      (fieldCode === undefined || duty.fieldCode === null || duty.fieldCode === fieldCode),
  )
}

/** Whether the actor belongs to the audience of an operation. */
export function mayTry(actor: Actor, audience: Audience): boolean {
  if (audience === 'public' || actor.kind === 'system') return true
  if (audience === 'staff') return actor.kind === 'staff'
  return holds(actor, audience)
}
