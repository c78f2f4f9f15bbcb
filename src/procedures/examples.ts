import { demoOfficeId } from '../staff/examples.ts'
import { procedureId } from './model/record-schema.ts'

/** In the demonstration office: chứng thực bản sao từ bản chính (2.000815), result on the same day. */
export const demoProcedureId = procedureId(demoOfficeId, '2.000815')

/** In the demonstration office: cấp Giấy xác nhận tình trạng hôn nhân (1.004873), three working days. */
export const demoSlowProcedureId = procedureId(demoOfficeId, '1.004873')

/** Identifier of the demonstration office, by which public addresses name it. */
export const demoAgencyCode = 'H56.22.17'
