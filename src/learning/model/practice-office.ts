import { type Role, roleName } from '../../staff/model.ts'

/** What a practice office is called; every paper and page of it shows the name. */
export const practiceSettings = {
  name: 'UBND xã Thực hành',
  parentName: 'UBND tỉnh Thực hành',
  placeName: 'Thực hành',
  receptionName: 'Trung tâm Phục vụ hành chính công xã Thực hành',
  agencyCode: 'H00.00.00',
  address: 'Thôn Thực hành, xã Thực hành',
  phone: '',
  email: '',
  practice: true,
} as const

const colleagueRoles = [
  'counter',
  'specialist',
  'leader',
  'clerk',
  'admin',
] as const satisfies readonly Role[]
export type ColleagueRole = (typeof colleagueRoles)[number]

/** What the sign-in name of every made-up colleague begins with; nobody can sign in as one. */
export const colleaguePrefix = 'dong.nghiep.'

/** Made-up people who hold every post, so that a dossier always has somewhere to go and somebody to come from. */
export const colleagues = colleagueRoles.map((role, index) => ({
  role,
  username: `${colleaguePrefix}${index + 1}`,
  fullName: `Đồng nghiệp Mẫu ${index + 1}`,
  postTitle: roleName(role),
}))
