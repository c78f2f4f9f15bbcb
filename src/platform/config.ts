import { resolve } from 'node:path'
import { z } from 'zod'

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.string().optional(),
  DATABASE_RUNTIME_URL: z.string().optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(10),
  PUBLIC_URL: z.string().optional(),
  TRACKING_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000_000).default(60),
  TRUSTED_PROXIES: z.string().default(''),
  INTERNAL_HOSTS: z.string().default(''),
  PROOF_SECONDS: z.coerce.number().min(0.1).max(120).default(10),
  SOURCE_URL: z.url({ protocol: /^https?$/ }).optional(),
  DEMO_IDENTITY_PROVIDER: z.url({ protocol: /^https?$/ }).optional(),
  PORTAL_STAND_IN: z.url({ protocol: /^http$/, hostname: /^(?:127\.0\.0\.1|localhost)$/ }).optional(),
  SECRET: z.string().min(32).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export interface Config {
  port: number
  host: string
  /** Absolute path; holds the embedded database, the files and the secrets of this installation. */
  dataDir: string
  /** Owner's connection to a PostgreSQL server; null means the embedded one. */
  databaseUrl: string | null
  /** Connection of a login that owns nothing, where the owner's role may not create one. */
  databaseRuntimeUrl: string | null
  databaseConnections: number
  /** Address that citizens reach, printed into QR codes. */
  publicUrl: string
  /** Lookups a citizen's address may make in a minute; the other limits on guessing follow from it. */
  trackingLimitPerMinute: number
  /** Addresses of reverse proxies whose word on the citizen's address is taken, separated by commas. */
  trustedProxies: string
  /** Hosts of the inner network that files which came from outside may lead to (revocation lists of the province). */
  internalHosts: readonly string[]
  /** How long a server that tells of revocation may take (seconds). */
  proofSeconds: number
  /** Where the source of this very program can be had (AGPL-3.0, section 13); null shows no link. */
  sourceUrl: string | null
  /** Stand-in through which made-up citizens sign in at the demonstration office; null leaves that switched off. */
  demoIdentityProvider: string | null
  /** Stand-in of the national portal on this machine, which the demonstration office is connected to; null: it is not. */
  portalStandIn: string | null
  /** Signs session cookies; null means: kept in DATA_DIR. */
  secret: string | null
  logLevel: string
}

/** Reads the settings from the environment; throws a sentence naming the setting that is wrong. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Error(`Cấu hình ${issue?.path.join('.')} chưa đúng: ${issue?.message}`)
  }
  const value = parsed.data
  return {
    port: value.PORT,
    host: value.HOST,
    dataDir: resolve(value.DATA_DIR),
    databaseUrl: value.DATABASE_URL || null,
    databaseRuntimeUrl: value.DATABASE_RUNTIME_URL || null,
    databaseConnections: value.DATABASE_CONNECTIONS,
    publicUrl: (value.PUBLIC_URL ?? `http://127.0.0.1:${value.PORT}`).replace(/\/$/, ''),
    trackingLimitPerMinute: value.TRACKING_LIMIT_PER_MINUTE,
    trustedProxies: value.TRUSTED_PROXIES,
    proofSeconds: value.PROOF_SECONDS,
    internalHosts: value.INTERNAL_HOSTS.split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
    sourceUrl: value.SOURCE_URL ?? null,
    demoIdentityProvider: value.DEMO_IDENTITY_PROVIDER ?? null,
    portalStandIn: value.PORTAL_STAND_IN?.replace(/\/+$/, '') ?? null,
    secret: value.SECRET ?? null,
    logLevel: value.LOG_LEVEL,
  }
}
