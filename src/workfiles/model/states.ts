/** Where a work file stands. */
export const workFileStates = {
  open: 'Đang lập',
  closed: 'Đã kết thúc',
  offered: 'Đang giao nộp',
  handed_over: 'Đã nộp lưu',
  destroyed: 'Đã tiêu hủy',
} as const
export type WorkFileState = keyof typeof workFileStates
export const workFileStateNames = Object.keys(workFileStates) as [WorkFileState, ...WorkFileState[]]

export const media = { electronic: 'Điện tử', paper: 'Giấy', mixed: 'Giấy và điện tử' } as const
export type Medium = keyof typeof media

export const workFileActions = {
  file: 'Thêm văn bản',
  attach: 'Thêm tệp',
  unfile: 'Gỡ văn bản',
  change: 'Sửa thông tin hồ sơ',
  close: 'Kết thúc hồ sơ',
  reopen: 'Mở lại hồ sơ',
  askToHold: 'Xin giữ lại',
  decideHold: 'Cho ý kiến giữ lại',
  offer: 'Giao nộp lưu trữ',
  freeze: 'Khóa hồ sơ',
  unfreeze: 'Mở khóa hồ sơ',
} as const
export type WorkFileAction = keyof typeof workFileActions

/** What the next steps depend on. */
export interface WorkFileSituation {
  state: WorkFileState
  keeperId: string
  frozen: boolean
  /** Somebody has asked to hold it back and waits. */
  holdAskedBy: string | null
}

export interface WorkFileViewer {
  id: string
  isClerk: boolean
  isLeader: boolean
  /** Head of the unit whose file it is. */
  isHead: boolean
}

/** What this person may do next with a file they see; used by the commands and shown by the page. */
export function nextWorkFileSteps(file: WorkFileSituation, viewer: WorkFileViewer): WorkFileAction[] {
  const isKeeper = file.keeperId === viewer.id
  const isOpen = file.state === 'open'
  const isClosed = file.state === 'closed'
  const isAlive = file.state !== 'destroyed'
  const overseer = viewer.isClerk || viewer.isLeader
  const may: Record<WorkFileAction, boolean> = {
    // Whoever sees it may put into it: the clerk files what was issued into the file of who drafted it.
    file: isOpen,
    attach: isOpen,
    unfile: isOpen && (isKeeper || viewer.isHead || overseer),
    change: isOpen && (isKeeper || viewer.isHead || overseer),
    // For somebody who is away or has left, the clerk or a leader does it.
    close: isOpen && (isKeeper || overseer),
    reopen: isClosed && (isKeeper || viewer.isLeader),
    askToHold: isClosed && (isKeeper || overseer) && file.holdAskedBy === null,
    decideHold: isClosed && viewer.isLeader && file.holdAskedBy !== null && file.holdAskedBy !== viewer.id,
    offer: isClosed && (isKeeper || overseer),
    freeze: isAlive && overseer,
    unfreeze: isAlive && overseer,
  }
  const actions = Object.keys(workFileActions) as WorkFileAction[]
  // Frozen: nothing is moved, edited or removed until it is released (Phụ lục VI, I.6).
  if (file.frozen) return actions.filter((action) => action === 'unfreeze' && may.unfreeze)
  return actions.filter((action) => action !== 'unfreeze' && may[action])
}
