import { z } from 'zod'

/**
 * How the axis (trục liên thông văn bản) is spoken to over HTTP, by the names of the VXP programs for connecting. Paths and
 * meanings of codes differ from province to province; what changes, changes here. `refused`: about this very message, sending
 * it again is of no use. Any other code means that the axis is at fault.
 */
export const axisMapping = {
  paths: {
    agencies: '/v1/getAgenciesList',
    send: '/v1/sendEdoc',
    received: '/v1/getReceivedEdocList',
    download: '/v1/getEdoc',
    confirm: '/v1/updateStatus',
  },
  headers: { systemId: 'X-SystemId', secretKey: 'X-SecretKey' },
  codes: { ok: ['0'], credentials: ['15'], refused: ['10', '18', '19', '20', '21', '22', '23'] },
} as const
export type AxisOperation = keyof typeof axisMapping.paths

/** `edoc`: a document and what is done to one; `status`: what became of it. */
export type AxisMessageType = 'edoc' | 'status'

/** How far the receiving system is with a message; not the codes of status between agencies. */
export type AxisState = 'processing' | 'done' | 'fail'

/** The frame of every answer; codes come as text or number. */
export const axisAnswer = z.object({
  errorCode: z.union([z.string(), z.number()]).transform(String),
  errorDesc: z.string().nullish(),
  data: z.array(z.unknown()).nullish(),
})

export const sentMessage = z.object({ docId: z.string().min(1).max(200) })

export const receivedEntry = z.object({
  docId: z.string().min(1).max(200),
  from: z.string().max(200).default(''),
})

export const axisAgency = z.object({
  code: z.string().min(1).max(200),
  name: z.string().max(1000).default(''),
})
