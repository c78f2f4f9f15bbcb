import { AppError } from '../platform/errors.ts'
import { type Actor, holds } from '../platform/operations.ts'
import {
  nextWorkFileSteps,
  type WorkFileAction,
  type WorkFileSituation,
  type WorkFileViewer,
  workFileActions,
  workFileStates,
} from './model/states.ts'

/** Who makes work files: whoever holds a post that works on matters of the office. */
export const keepers = ['specialist', 'counter', 'clerk', 'accountant', 'leader', 'admin', 'editor'] as const
/** Văn thư, who is the archive of the office (Lưu trữ cơ quan) too. */
export const clerks = ['clerk'] as const
export const leaders = ['leader'] as const
/** Who keeps order in the files of everybody. */
export const overseers = ['clerk', 'leader'] as const

/** Whether the actor sees every work file; others see their own and, as head of a unit, those of the unit. */
export function seesAllFiles(actor: Actor): boolean {
  return holds(actor, overseers)
}

export function viewerOf(actor: Actor, unitHeadId: string | null): WorkFileViewer {
  return {
    id: actor.id,
    isClerk: holds(actor, clerks),
    isLeader: holds(actor, leaders),
    isHead: unitHeadId === actor.id,
  }
}

/** Refuses what the rule of next steps does not offer, and says where the file stands. */
export function requireStep(
  action: WorkFileAction,
  file: WorkFileSituation & { symbol: string },
  viewer: WorkFileViewer,
): void {
  if (nextWorkFileSteps(file, viewer).includes(action)) return
  if (file.frozen) {
    throw new AppError('wrong_state', {
      detail: `Hồ sơ ${file.symbol} đang khóa, không sửa, chuyển hay gỡ gì được. Hãy đề nghị văn thư hoặc lãnh đạo mở khóa.`,
    })
  }
  throw new AppError('wrong_state', {
    detail: `Không thể “${workFileActions[action]}” khi hồ sơ ${file.symbol} ở trạng thái “${workFileStates[file.state]}” hoặc việc này không phải của bạn. Hãy tải lại trang để xem các bước có thể làm.`,
  })
}
