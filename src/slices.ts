import { calendarOperations } from './calendar/operations.ts'
import { dossierRoutes } from './dossiers/api.ts'
import { dossierOperations } from './dossiers/operations.ts'
import { fileRoutes } from './files/api.ts'
import { storeFiles } from './files/commands.ts'
import { getFile } from './files/queries.ts'
import { learningRoutes } from './learning/api.ts'
import { learningOperations } from './learning/operations.ts'
import { openOffice } from './office-opening.ts'
import type { SpecialRoute } from './platform/http/api.ts'
import type { AnyOperation } from './platform/operations.ts'
import { publicOffice } from './portal/queries.ts'
import { procedureRoutes } from './procedures/api.ts'
import { procedureOperations } from './procedures/operations.ts'
import { staffRoutes } from './staff/api.ts'
import { staffOperations } from './staff/operations.ts'

/** The slices in order; each may import only slices before it. */
export const sliceOrder = [
  'audit',
  'calendar',
  'staff',
  'notifications',
  'files',
  'scanning',
  'signing',
  'procedures',
  'records',
  'workfiles',
  'receipts',
  'dossiers',
  'counters',
  'steering',
  'inspection',
  'learning',
  'portal',
] as const

/** The only slice (or `platform`) that writes each table; any queries.ts may read it. */
export const tableOwners: Readonly<Record<string, (typeof sliceOrder)[number] | 'platform'>> = {
  number_series: 'platform',
  idempotency_keys: 'platform',
  outbox: 'platform',
  'auth.session': 'platform',
  'auth.sign_in_failures': 'platform',
  'auth.twoFactor': 'platform',
  'auth.verification': 'platform',
  'auth.user': 'staff',
  'auth.account': 'staff',
  audit_events: 'platform',
  audit_seals: 'audit',
  working_hours: 'calendar',
  calendar_days: 'calendar',
  offices: 'staff',
  dossier_code_templates: 'staff',
  units: 'staff',
  staff_members: 'staff',
  duties: 'staff',
  absences: 'staff',
  desks: 'staff',
  desk_fields: 'staff',
  field_receptions: 'staff',
  files: 'files',
  fields: 'procedures',
  procedures: 'procedures',
  procedure_versions: 'procedures',
  declarations: 'dossiers',
  dossiers: 'dossiers',
  dossier_components: 'dossiers',
  dossier_files: 'dossiers',
  dossier_steps: 'dossiers',
  dossier_handovers: 'dossiers',
  dossier_events: 'dossiers',
  dossier_pauses: 'dossiers',
  dossier_papers: 'dossiers',
  dossier_results: 'dossiers',
  handover_slips: 'dossiers',
  handover_slip_items: 'dossiers',
  certifications: 'dossiers',
  certification_strikes: 'dossiers',
  certification_requests: 'dossiers',
  rating_invitations: 'dossiers',
  ratings: 'dossiers',
  rating_comments: 'dossiers',
  rating_settings: 'dossiers',
  practice_attempts: 'learning',
}

/** Every operation of the program, from which come the REST routes, the API document, the permission page and tests. */
export const operations: readonly AnyOperation[] = [
  openOffice,
  ...calendarOperations,
  ...staffOperations,
  publicOffice,
  storeFiles,
  getFile,
  ...procedureOperations,
  ...dossierOperations,
  ...learningOperations,
]

/** Routes that carry files or papers. */
export const specialRoutes: readonly SpecialRoute[] = [
  ...staffRoutes,
  ...fileRoutes,
  ...procedureRoutes,
  ...dossierRoutes,
  ...learningRoutes,
]
