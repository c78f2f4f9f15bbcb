import { z } from 'zod'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { parseInput } from '../../platform/parse.ts'
import { keepPrepared } from '../commands/prepared.ts'
import { chosenKey, remoteCredentials, sendRemoteCode, signRemotely } from '../jobs/remote-signing.ts'
import { mostAtOnce, prepareBatch } from '../jobs/sign-batch.ts'
import type { Signable } from '../jobs/signable.ts'
import { signingOwners } from '../policy.ts'
import { remoteAccount } from '../queries/means.ts'
import { callOnce, jsonBody, jsonResponse, someId, thingsToSign } from './batch-parts.ts'

const owner = z.enum(signingOwners)
const inPath = z.strictObject({ owner })
const chosen = { credentialId: z.string().min(1).max(500) }
const ids = z.array(z.uuid()).min(1).max(mostAtOnce)
const toPrepare = z.strictObject({ ...chosen, things: thingsToSign })
const toChallenge = z.strictObject({ ...chosen, ids })
const toSign = z.strictObject({
  ...chosen,
  ids,
  /** What the officer typed, by the id of the code. */
  codes: z.record(z.string().min(1).max(50), z.string().min(1, 'Hãy nhập mã.').max(200)).default({}),
})
const example = { credentialId: 'khoa-vi-du' }
const { audience } = remoteAccount

/** Whose account: without an example, for an office has to have a service first. */
const ownerInPath = { name: 'owner', in: 'path', required: true, schema: { enum: signingOwners } }

const credentialsRoute: SpecialRoute = {
  method: 'GET',
  path: '/remote-signatures/{owner}/credentials',
  title: 'Xem khóa ký số từ xa của mình hoặc của cơ quan',
  audience,
  document: {
    parameters: [ownerInPath],
    responses: jsonResponse('Các khóa ký của tài khoản, và mã mà mỗi khóa đòi khi ký.'),
  },
  async handle(services, { request, reply, actor }) {
    const asked = parseInput(inPath, request.params)
    const credentials = await remoteCredentials(services, actor, asked.owner)
    return reply.header('cache-control', 'no-store').send({ credentials })
  },
}

const prepareRoute = (signables: readonly Signable[]): SpecialRoute => ({
  method: 'POST',
  path: '/remote-signatures/{owner}/prepared',
  title: keepPrepared.title,
  audience,
  document: {
    parameters: [ownerInPath],
    requestBody: jsonBody(toPrepare, {
      ...example,
      things: [{ kind: signables[0]?.kind ?? '', id: someId }],
    }),
    responses: jsonResponse('Từng tệp đã chuẩn bị, và tệp nào không chuẩn bị được, vì sao.'),
  },
  async handle(services, { request, reply, actor }) {
    const { things, credentialId } = parseInput(toPrepare, request.body)
    const key = { ...parseInput(inPath, request.params), credentialId }
    const { certificate, credential } = await chosenKey(services, actor, key)
    const batch = { signables, certificate, chain: credential.certificates.slice(1), things }
    const answer = await prepareBatch(services, callOnce(request, actor), batch)
    return reply.header('cache-control', 'no-store').send(answer)
  },
})

const challengeRoute: SpecialRoute = {
  method: 'POST',
  path: '/remote-signatures/{owner}/challenge',
  title: 'Nhờ dịch vụ ký số từ xa gửi mã xác nhận',
  audience,
  document: {
    parameters: [ownerInPath],
    requestBody: jsonBody(toChallenge, { ...example, ids: [someId] }),
    responses: jsonResponse('Dịch vụ đã nhận việc gửi mã.'),
  },
  async handle(services, { request, reply, actor }) {
    const { ids: wanted, credentialId } = parseInput(toChallenge, request.body)
    const key = { ...parseInput(inPath, request.params), credentialId }
    await sendRemoteCode(services, actor, { chosen: key, ids: wanted })
    return reply.send({ sent: true })
  },
}

const signRoute = (signables: readonly Signable[]): SpecialRoute => ({
  method: 'POST',
  path: '/remote-signatures/{owner}',
  title: remoteAccount.title,
  audience,
  document: {
    parameters: [ownerInPath],
    requestBody: jsonBody(toSign, { ...example, ids: [someId], codes: { PIN: '000000' } }),
    responses: jsonResponse('Từng tệp: đã ký, hoặc vì sao chưa.'),
  },
  async handle(services, { request, reply, actor }) {
    const { ids: wanted, codes, credentialId } = parseInput(toSign, request.body)
    const key = { ...parseInput(inPath, request.params), credentialId }
    const batch = { signables, chosen: key, ids: wanted, codes }
    const outcomes = await signRemotely(services, callOnce(request, actor), batch)
    return reply.header('cache-control', 'no-store').send({ outcomes })
  },
})

/** Things of several slices are signed by a key that lies at a service: prepared, approved by the officer's code, taken each by itself. */
export const remoteRoutes = (signables: readonly Signable[]): readonly SpecialRoute[] => [
  credentialsRoute,
  prepareRoute(signables),
  challengeRoute,
  signRoute(signables),
]
