import type { SpecialRoute } from '../../platform/http/api.ts'
import { printOutgoingRegister } from '../queries/outgoing/outgoing-register.ts'
import { bothForms } from './both-forms.ts'

const query = (name: string, description: string, schema: object, example?: string) => ({
  name,
  in: 'query',
  description,
  required: example !== undefined,
  schema,
  ...(example === undefined ? {} : { example }),
})
const day = { type: 'string', format: 'date' }
const parameters = [
  query('book', 'register: sổ đăng ký văn bản đi; post: sổ gửi bưu điện', {
    type: 'string',
    enum: ['register', 'post'],
  }),
  query('from', 'Từ ngày', day, '2026-01-01'),
  query('to', 'Đến ngày', day, '2026-12-31'),
]

/** The registers of outgoing documents, to print and bind and to work with. */
export const outgoingRegisterRoutes: readonly SpecialRoute[] = bothForms('/outgoing-register', {
  ...printOutgoingRegister,
  make: printOutgoingRegister,
  parameters,
})
