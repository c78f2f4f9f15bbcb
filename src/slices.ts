import { calendarOperations } from './calendar/operations.ts'
import { citizenOperations } from './citizens/operations.ts'
import { queueRoutes } from './counters/api.ts'
import { counterOperations } from './counters/operations.ts'
import { signableResult } from './dossiers/api/give-result.ts'
import { resultSigningRoutes } from './dossiers/api/signing-routes.ts'
import { dossierRoutes } from './dossiers/api.ts'
import { dossierOperations } from './dossiers/operations.ts'
import { fileRoutes } from './files/api.ts'
import { expectContents, settleForgotten, storeFiles } from './files/commands.ts'
import { getFile } from './files/queries.ts'
import { filingRoutes } from './filing/api.ts'
import { filingOperations } from './filing/operations.ts'
import { interchangeRoutes } from './interchange/api.ts'
import { interchangeOperations } from './interchange/operations.ts'
import { interlinkRoutes } from './interlink/api.ts'
import { interlinkOperations } from './interlink/operations.ts'
import { learningRoutes } from './learning/api.ts'
import { learningOperations } from './learning/operations.ts'
import { nationalPortalOperations } from './national-portal/operations.ts'
import { notificationOperations } from './notifications/operations.ts'
import { openOffice } from './office-opening.ts'
import type { SpecialRoute } from './platform/http/api.ts'
import type { AnyOperation } from './platform/operations.ts'
import { publicOffice } from './portal/queries.ts'
import { procedureRoutes } from './procedures/api.ts'
import { procedureOperations } from './procedures/operations.ts'
import { copySigningRoutes, signableCopy } from './records/api/give-copy.ts'
import { signableOutgoing } from './records/api/give-outgoing.ts'
import { internalRoutes } from './records/api/internal-routes.ts'
import { outgoingRoutes } from './records/api/outgoing-routes.ts'
import { outgoingRegisterRoutes } from './records/api/register-routes.ts'
import { outgoingSigningRoutes } from './records/api/signing-routes.ts'
import { recordRoutes } from './records/api.ts'
import { internalOperations } from './records/operations/internal-operations.ts'
import { outgoingOperations } from './records/operations/outgoing-operations.ts'
import { recordOperations } from './records/operations.ts'
import { searchRoutes } from './search/api.ts'
import { searchOperations } from './search/operations.ts'
import { pictureRoutes } from './signing/api/picture-routes.ts'
import { plugInRoutes } from './signing/api/plug-in-routes.ts'
import { remoteRoutes } from './signing/api/remote-routes.ts'
import { tokenRoutes } from './signing/api/token-routes.ts'
import { signingRoutes } from './signing/api.ts'
import { signingOperations } from './signing/operations.ts'
import { staffRoutes } from './staff/api.ts'
import { staffOperations } from './staff/operations.ts'
import { workFileRoutes } from './workfiles/api.ts'
import { workFileOperations } from './workfiles/operations.ts'

/** The slices in order; each may import only slices before it. */
export const sliceOrder = [
  'audit',
  'calendar',
  'staff',
  'notifications',
  'citizens',
  'files',
  'scanning',
  'signing',
  'procedures',
  'records',
  'interchange',
  'workfiles',
  'receipts',
  'dossiers',
  'filing',
  'interlink',
  'national-portal',
  'counters',
  'steering',
  'inspection',
  'search',
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
  notification_settings: 'notifications',
  notification_templates: 'notifications',
  messages: 'notifications',
  message_attempts: 'notifications',
  message_stops: 'notifications',
  citizen_sign_in_settings: 'citizens',
  citizen_accounts: 'citizens',
  citizen_sessions: 'citizens',
  citizen_codes: 'citizens',
  files: 'files',
  trust_roots: 'signing',
  signing_requests: 'signing',
  revocation_answers: 'signing',
  signature_reports: 'signing',
  certificates: 'signing',
  signature_pictures: 'signing',
  prepared_signatures: 'signing',
  plug_in_signings: 'signing',
  signing_means: 'signing',
  remote_signing_accounts: 'signing',
  signing_settings: 'signing',
  certificate_alerts: 'signing',
  forgotten_contents: 'files',
  file_renditions: 'files',
  fields: 'procedures',
  procedures: 'procedures',
  procedure_versions: 'procedures',
  declarations: 'dossiers',
  posting_settings: 'procedures',
  legal_texts: 'procedures',
  procedure_checks: 'procedures',
  procedure_flags: 'procedures',
  posted_sheets: 'procedures',
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
  clock_rules: 'dossiers',
  dossier_due_changes: 'dossiers',
  dossier_alerts: 'dossiers',
  dossier_extensions: 'dossiers',
  dossier_lateness: 'dossiers',
  citizen_papers: 'dossiers',
  parcel_lists: 'dossiers',
  parcels: 'dossiers',
  result_reminders: 'dossiers',
  return_settings: 'dossiers',
  filing_settings: 'filing',
  filing_drafts: 'filing',
  filing_papers: 'filing',
  queue_settings: 'counters',
  queue_series: 'counters',
  queue_devices: 'counters',
  tickets: 'counters',
  ticket_events: 'counters',
  appointment_rules: 'counters',
  appointments: 'counters',
  online_filings: 'dossiers',
  reserved_codes: 'dossiers',
  rating_invitations: 'dossiers',
  ratings: 'dossiers',
  rating_comments: 'dossiers',
  rating_settings: 'dossiers',
  portal_settings: 'national-portal',
  portal_state: 'national-portal',
  portal_dossiers: 'national-portal',
  portal_files: 'national-portal',
  portal_messages: 'national-portal',
  portal_arrivals: 'national-portal',
  portal_payments: 'national-portal',
  portal_differences: 'national-portal',
  portal_comparisons: 'national-portal',
  practice_attempts: 'learning',
  interlink_partners: 'interlink',
  interlink_partner_keys: 'interlink',
  interlink_keys: 'interlink',
  interlink_legs: 'interlink',
  interlink_leg_events: 'interlink',
  interlink_leg_files: 'interlink',
  interlink_packages: 'interlink',
  interlink_received: 'interlink',
  interchange_settings: 'interchange',
  interchange_agencies: 'interchange',
  interchange_messages: 'interchange',
  interchange_arrivals: 'interchange',
  interchange_statuses: 'interchange',
  incoming_documents: 'records',
  incoming_files: 'records',
  document_copies: 'records',
  incoming_texts: 'records',
  incoming_directions: 'records',
  incoming_recipients: 'records',
  incoming_outcomes: 'records',
  incoming_events: 'records',
  incoming_alerts: 'records',
  incoming_settings: 'records',
  incoming_assignments: 'records',
  outgoing_settings: 'records',
  outgoing_units: 'records',
  outgoing_authorities: 'records',
  outgoing_documents: 'records',
  outgoing_numbers: 'records',
  outgoing_versions: 'records',
  outgoing_events: 'records',
  outgoing_word_texts: 'records',
  outgoing_sendings: 'records',
  internal_submissions: 'records',
  internal_rooms: 'records',
  internal_meetings: 'records',
  internal_meeting_people: 'records',
  internal_votes: 'records',
  internal_ballots: 'records',
  work_file_rules: 'workfiles',
  work_file_lists: 'workfiles',
  work_file_headings: 'workfiles',
  work_file_entries: 'workfiles',
  work_files: 'workfiles',
  work_file_documents: 'workfiles',
  work_file_unfiled: 'workfiles',
  work_file_events: 'workfiles',
  work_file_holds: 'workfiles',
  work_file_handovers: 'workfiles',
  work_file_handover_items: 'workfiles',
  work_file_destructions: 'workfiles',
  work_file_destruction_items: 'workfiles',
  work_file_alerts: 'workfiles',
  work_file_packages: 'workfiles',
  work_file_package_builds: 'workfiles',
  saved_searches: 'search',
}

/** Every operation of the program, from which come the REST routes, the API document, the permission page and tests. */
export const operations: readonly AnyOperation[] = [
  openOffice,
  ...calendarOperations,
  ...staffOperations,
  ...notificationOperations,
  ...citizenOperations,
  publicOffice,
  storeFiles,
  settleForgotten,
  expectContents,
  getFile,
  ...procedureOperations,
  ...recordOperations,
  ...outgoingOperations,
  ...internalOperations,
  ...signingOperations,
  ...interchangeOperations,
  ...workFileOperations,
  ...dossierOperations,
  ...interlinkOperations,
  ...filingOperations,
  ...nationalPortalOperations,
  ...counterOperations,
  ...searchOperations,
  ...learningOperations,
]

/** What is signed, by whichever means. */
const signables = [signableOutgoing, signableResult, signableCopy]

/** Routes that carry files or papers. */
export const specialRoutes: readonly SpecialRoute[] = [
  ...staffRoutes,
  ...fileRoutes,
  ...signingRoutes,
  ...pictureRoutes,
  ...tokenRoutes(signables),
  ...remoteRoutes(signables),
  ...plugInRoutes(signables),
  ...procedureRoutes,
  ...recordRoutes,
  ...copySigningRoutes,
  ...outgoingRoutes,
  ...outgoingSigningRoutes,
  ...resultSigningRoutes,
  ...internalRoutes,
  ...outgoingRegisterRoutes,
  ...interchangeRoutes,
  ...workFileRoutes,
  ...dossierRoutes,
  ...interlinkRoutes,
  ...filingRoutes,
  ...queueRoutes,
  ...searchRoutes,
  ...learningRoutes,
]
