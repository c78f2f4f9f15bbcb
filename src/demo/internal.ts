import { addDays, instantAt, localDate } from '../calendar/model/local-time.ts'
import type { Actor, AuditEntry, Command, Tx } from '../platform/operations.ts'
import { addRoom, callMeeting } from '../records/commands/internal/meetings.ts'
import { submitInternally } from '../records/commands/internal/submissions.ts'
import { openVote } from '../records/commands/internal/votes.ts'
import { demoInternalId } from '../records/model/outgoing/demo-outgoing.ts'
import { type DemoUsername, demoStaffId } from '../staff/examples.ts'

/** Rooms, a meeting, a submission and a vote of the demonstration office, all of them still to be answered. */
export async function makeInternal(
  tx: Tx,
  memberOf: (username: DemoUsername) => Actor,
): Promise<AuditEntry[]> {
  const inDays = (days: number, minute: number) =>
    instantAt(addDays(localDate(tx.now), days), minute).toISOString()
  const everybody = (['chutich', 'phochutich', 'chuyenmon', 'vanthu', 'xahoi', 'diachinh'] as const).map(
    demoStaffId,
  )
  const deeds: readonly [DemoUsername, unknown, object][] = [
    ['vanthu', addRoom, { id: demoInternalId('room'), name: 'Phòng họp tầng 2', seats: 30 }],
    ['vanthu', addRoom, { id: demoInternalId('room', 1), name: 'Hội trường', seats: 150 }],
    [
      'vanthu',
      callMeeting,
      {
        id: demoInternalId('meeting'),
        subject: 'Họp giao ban tuần',
        agenda: 'Kết quả tuần qua, việc cần làm tuần tới.',
        roomId: demoInternalId('room'),
        startsAt: inDays(2, 8 * 60),
        endsAt: inDays(2, 9 * 60 + 30),
        chairId: demoStaffId('chutich'),
        people: everybody,
        guests: 'Trưởng các thôn',
      },
    ],
    [
      'chuyenmon',
      submitInternally,
      {
        id: demoInternalId('submission'),
        subject: 'Mua máy quét cho bộ phận một cửa',
        words: 'Máy quét hiện nay chỉ quét từng tờ, không đáp ứng việc số hóa hồ sơ.',
        proposal: 'Đồng ý mua một máy quét có khay nạp tự động.',
        submittedTo: demoStaffId('chutich'),
        fileIds: [],
      },
    ],
    [
      'vanthu',
      openVote,
      {
        id: demoInternalId('vote'),
        question: 'Thống nhất dự thảo Chương trình công tác quý tới',
        words: 'Dự thảo đã gửi các thành viên.',
        options: ['Đồng ý', 'Không đồng ý', 'Ý kiến khác'],
        deadline: inDays(5, 17 * 60),
        voters: everybody,
      },
    ],
  ]
  const audit: AuditEntry[] = []
  for (const [username, each, input] of deeds) {
    const command = each as Command
    const { audit: entries } = await command.run(tx, memberOf(username), input as Record<string, unknown>)
    audit.push(...entries.map((entry) => ({ ...entry, action: entry.action ?? command.name })))
  }
  return audit
}
