import { z } from 'zod'

/** Roles as the law names the posts; a duty assignment (phân công) gives one for a time, in one field or in all. */
export const roles = {
  counter: 'Tiếp nhận và trả kết quả',
  specialist: 'Công chức chuyên môn',
  clerk: 'Văn thư',
  accountant: 'Kế toán',
  leader: 'Lãnh đạo UBND',
  admin: 'Quản trị',
  editor: 'Biên tập',
} as const

export type Role = keyof typeof roles

export const roleSchema = z.enum(Object.keys(roles) as [Role, ...Role[]])

/** Roles that work on dossiers. */
export const dossierRoles = ['counter', 'specialist', 'clerk', 'leader'] as const satisfies readonly Role[]

/** Vietnamese name of a role. */
export function roleName(role: string): string {
  return role in roles ? roles[role as Role] : role
}
