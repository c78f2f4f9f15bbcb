import { demoOfficeId } from '../staff/examples.ts'
import { procedureId } from './model/record-schema.ts'

/** In the demonstration office: chứng thực bản sao từ bản chính (2.000815), result on the same day. */
export const demoProcedureId = procedureId(demoOfficeId, '2.000815')

/** In the demonstration office: cấp Giấy xác nhận tình trạng hôn nhân (1.004873), three working days. */
export const demoSlowProcedureId = procedureId(demoOfficeId, '1.004873')

/** In the demonstration office: đăng ký đất đai lần đầu (1.013978); the example of a change adds a version to it. */
export const demoEditedProcedureId = procedureId(demoOfficeId, '1.013978')
/** In the demonstration office: đăng ký giám hộ (1.004837), with a version planned for the law of 2027. */
export const demoPlannedProcedureId = procedureId(demoOfficeId, '1.004837')
/** In the demonstration office: thông báo tổ chức lễ hội (1.003622); the example of closing closes it. */
export const demoClosedProcedureId = procedureId(demoOfficeId, '1.003622')
/** Identifier of the demonstration office, by which public addresses name it. */
export const demoAgencyCode = 'H56.22.17'
