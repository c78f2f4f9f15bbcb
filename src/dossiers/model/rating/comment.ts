/** What has become of a remark: new, read, answered in public, or taken up as a complaint (phản ánh, kiến nghị). */
export const commentStates = ['new', 'read', 'answered', 'complaint'] as const
export type CommentState = (typeof commentStates)[number]

export const commentStateNames: Readonly<Record<CommentState, string>> = {
  new: 'Mới',
  read: 'Đã đọc',
  answered: 'Đã trả lời',
  complaint: 'Chuyển thành phản ánh, kiến nghị',
}

/** What a remark may become next; the end states stay. */
export function nextCommentStates(state: CommentState): readonly CommentState[] {
  if (state === 'new') return ['read', 'answered', 'complaint']
  return state === 'read' ? ['answered', 'complaint'] : []
}
