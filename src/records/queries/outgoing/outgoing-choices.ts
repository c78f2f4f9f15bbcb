import type { Kysely } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../../calendar/model/local-time.ts'
import type { DB } from '../../../platform/database-types.ts'
import { defineQuery } from '../../../platform/operations.ts'
import { officeFacts } from '../../../staff/queries/office.ts'
import type { AuthorityKind } from '../../model/outgoing/signing-block.ts'
import type { SeriesRule } from '../../model/outgoing/symbols.ts'
import { outgoingSettingsOn } from './outgoing-facts.ts'

const authority = z.object({
  id: z.string(),
  staffId: z.string(),
  name: z.string(),
  kind: z.custom<AuthorityKind>(),
  post: z.string(),
  typeCodes: z.array(z.string()),
  scope: z.string(),
  paper: z.string(),
  grantedBy: z.string().nullable(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  revokedOn: z.string().nullable(),
  revokedReason: z.string(),
  /** Whether it is in force today. */
  current: z.boolean(),
})

/** Số, ký hiệu, thẩm quyền ký: what the office has decided, for the page of settings and for the editor of drafts. */
export const getOutgoingSetup = defineQuery({
  name: 'records.getOutgoingSetup',
  title: 'Xem cách đánh số, ký hiệu và thẩm quyền ký',
  audience: 'staff',
  door: { method: 'GET', path: '/outgoing-settings' },
  input: z.strictObject({}),
  output: z.object({
    today: z.string(),
    placeName: z.string(),
    settings: z.object({
      validFrom: z.string().nullable(),
      agencySymbol: z.string(),
      collectiveName: z.string(),
      headPost: z.string(),
      seriesRule: z.custom<SeriesRule>(),
      decision: z.string(),
    }),
    units: z.array(
      z.object({ id: z.string(), name: z.string(), symbol: z.string(), headId: z.string().nullable() }),
    ),
    ownUnitSymbol: z.string(),
    members: z.array(z.object({ id: z.string(), name: z.string(), post: z.string() })),
    authorities: z.array(authority),
  }),
  async run({ db, now }, actor) {
    const day = localDate(now)
    const [office, settings, units, members, authorities] = await Promise.all([
      officeFacts(db, actor.officeId),
      outgoingSettingsOn(db, actor.officeId, day),
      selectUnits(db, actor.officeId),
      db
        .selectFrom('staff_members')
        .select(['id', 'full_name as name', 'post_title as post', 'unit_id as unitId'])
        .where('office_id', '=', actor.officeId)
        .where('active', '=', true)
        .orderBy('full_name')
        .execute(),
      selectAuthorities(db, actor.officeId, day),
    ])
    const own = members.find(({ id }) => id === actor.id)?.unitId
    return {
      today: day,
      placeName: office.placeName,
      settings,
      units,
      ownUnitSymbol: units.find(({ id }) => id === own)?.symbol ?? '',
      members: members.map(({ unitId: _, ...member }) => member),
      authorities,
    }
  },
})

async function selectUnits(db: Kysely<DB>, officeId: string) {
  const rows = await db
    .selectFrom('units as n')
    .leftJoin('outgoing_units as u', (join) =>
      join.onRef('u.office_id', '=', 'n.office_id').onRef('u.unit_id', '=', 'n.id'),
    )
    .select(['n.id', 'n.name', 'u.symbol', 'u.head_id'])
    .where('n.office_id', '=', officeId)
    .where('n.retired_on', 'is', null)
    .orderBy('n.sort')
    .execute()
  return rows.map(({ head_id, symbol, ...unit }) => ({ ...unit, symbol: symbol ?? '', headId: head_id }))
}

async function selectAuthorities(db: Kysely<DB>, officeId: string, day: string) {
  const rows = await db
    .selectFrom('outgoing_authorities as a')
    .innerJoin('staff_members as s', (join) =>
      join.onRef('s.office_id', '=', 'a.office_id').onRef('s.id', '=', 'a.staff_id'),
    )
    .leftJoin('staff_members as g', (join) =>
      join.onRef('g.office_id', '=', 'a.office_id').onRef('g.id', '=', 'a.granted_by'),
    )
    .selectAll('a')
    .select(['s.full_name as name', 'g.full_name as granter'])
    .where('a.office_id', '=', officeId)
    .orderBy('a.starts_on', 'desc')
    .orderBy('a.id')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    staffId: row.staff_id,
    name: row.name,
    kind: row.kind as AuthorityKind,
    post: row.post,
    typeCodes: row.type_codes,
    scope: row.scope,
    paper: row.paper,
    grantedBy: row.granter,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    revokedOn: row.revoked_on,
    revokedReason: row.revoked_reason,
    current:
      row.starts_on <= day &&
      (row.ends_on === null || row.ends_on >= day) &&
      (row.revoked_on === null || row.revoked_on > day),
  }))
}
