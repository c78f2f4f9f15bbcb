import type { Actor } from './operations.ts'

/** Stands for the program itself in audit rows. */
export const systemActorId = '00000000-0000-7000-8000-000000000001'

/** The program acting by itself in one office: set-up, jobs, imports. */
export function systemActor(officeId: string): Actor {
  return { kind: 'system', id: systemActorId, name: 'Hệ thống', post: '', officeId, duties: [] }
}
