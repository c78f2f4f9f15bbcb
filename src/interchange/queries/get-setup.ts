import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { recallForms, type Via, vias } from '../model/agency.ts'
import { readCertificate } from '../model/certificate.ts'
import { loadOwn, loadSettings } from './load-own.ts'

const keysOf = <Key extends string>(names: Readonly<Record<Key, unknown>>) =>
  z.enum(Object.keys(names) as [Key, ...Key[]])

const agency = z.object({
  id: z.uuid(),
  revision: z.int(),
  organId: z.string(),
  name: z.string(),
  inCharge: z.string(),
  email: z.string(),
  via: keysOf(vias),
  officeId: z.uuid().nullable(),
  recallForm: keysOf(recallForms),
  fingerprint: z.string(),
  active: z.boolean(),
  fromMessage: z.boolean(),
})
export type AgencyView = z.output<typeof agency>

const settings = z.object({
  revision: z.int(),
  active: z.boolean(),
  organId: z.string(),
  baseUrl: z.string(),
  systemId: z.string(),
  hasSecret: z.boolean(),
  pollMinutes: z.int(),
  requireSignature: z.boolean(),
  certificate: z.object({ fingerprint: z.string(), subject: z.string(), validTo: z.string() }).nullable(),
  polledAt: z.date().nullable(),
  heardAt: z.date().nullable(),
  lastError: z.string(),
})
export type InterchangeSettingsView = z.output<typeof settings>

/** How the office exchanges documents, and with whom. Of secrets only whether there are any. */
export const getInterchangeSetup = defineQuery({
  name: 'interchange.getSetup',
  title: 'Xem kết nối và danh bạ liên thông văn bản',
  audience: ['admin'],
  door: { method: 'GET', path: '/interchange' },
  input: z.strictObject({}),
  output: z.object({ settings, agencies: z.array(agency) }),
  example: {},
  async run({ db }, { officeId }) {
    const [row, own, agencies] = await Promise.all([
      loadSettings(db, officeId),
      loadOwn(db, officeId),
      db
        .selectFrom('interchange_agencies')
        .select(['id', 'revision', 'organ_id as organId', 'name', 'in_charge as inCharge', 'email'])
        .select(['partner_office_id as officeId', 'fingerprint', 'active', 'from_message as fromMessage'])
        .select((each) => each.ref('via').$castTo<Via>().as('via'))
        .select((each) => each.ref('recall_form').$castTo<AgencyView['recallForm']>().as('recallForm'))
        .where('office_id', '=', officeId)
        .orderBy('name')
        .orderBy('id')
        .limit(1000)
        .execute(),
    ])
    return {
      settings: {
        revision: row?.revision ?? 0,
        active: row?.active ?? false,
        organId: own.agency.organId,
        baseUrl: row?.base_url ?? '',
        systemId: row?.system_id ?? '',
        hasSecret: (row?.secret_sealed ?? '') !== '',
        pollMinutes: row?.poll_minutes ?? 5,
        requireSignature: row?.require_signature ?? false,
        certificate: row && row.certificate !== '' ? readCertificate(row.certificate) : null,
        polledAt: row?.polled_at ?? null,
        heardAt: row?.heard_at ?? null,
        lastError: row?.last_error ?? '',
      },
      agencies,
    }
  },
})

/** Offices of this installation, by what everybody may read, for an administrator who enters one in the directory. */
export const interchangeOffices = defineQuery({
  name: 'interchange.officesHere',
  title: 'Xem các đơn vị cùng hệ thống để khai báo danh bạ',
  audience: ['admin'],
  scope: 'public',
  input: z.strictObject({}),
  output: z.object({ offices: z.array(z.object({ officeId: z.uuid(), label: z.string() })) }),
  async run({ db }, actor) {
    const offices = await db
      .selectFrom('offices')
      .select('office_id as officeId')
      .select(sql<string>`name || ' (' || agency_code || ')'`.as('label'))
      .where('office_id', '<>', actor.officeId)
      .orderBy('name')
      .limit(1000)
      .execute()
    return { offices }
  },
})
