import { z } from 'zod'

// Written by hand from the standard, not shared with the client: a wrong name on one side must not pass on both.
const base64Hash = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, 'hash length')
const sha256 = z.literal('2.16.840.1.101.3.4.2.1')
const credentialID = z.string().min(1)
const hashes = z.array(base64Hash).min(1)

/** The body that each call takes, and nothing else in it. */
export const cscForms = {
  '/info': z.strictObject({ lang: z.string().optional() }),
  '/credentials/list': z.strictObject({ userID: z.string().min(1) }),
  '/credentials/info': z.strictObject({
    credentialID,
    certificates: z.enum(['none', 'single', 'chain']).default('single'),
    certInfo: z.boolean().default(false),
    authInfo: z.boolean().default(false),
  }),
  '/credentials/getChallenge': z.strictObject({ credentialID }),
  '/credentials/authorize': z.strictObject({
    credentialID,
    numSignatures: z.int().min(1),
    hashes,
    hashAlgorithmOID: sha256,
    authData: z.array(z.strictObject({ id: z.string(), value: z.string() })).optional(),
  }),
  '/signatures/signHash': z.strictObject({
    credentialID,
    SAD: z.string().min(1),
    hashes,
    hashAlgorithmOID: sha256,
    signAlgo: z.string(),
    operationMode: z.literal('S').default('S'),
  }),
} as const

export type CscPath = keyof typeof cscForms
export type CscBody<Path extends CscPath> = z.output<(typeof cscForms)[Path]>
