import type { Role } from '../../staff/model.ts'

/** How far a made-up dossier has come when a task hands it to the learner. */
export type PreparedStage =
  | 'reception'
  | 'appraisal'
  | 'supplement'
  | 'approval'
  | 'withdrawal'
  | 'issue'
  | 'finished'

/** One step of a task: what to do, and the entries of the journal that prove it was done. */
export interface TaskStep {
  text: string
  proof: readonly string[]
}

/** A guided task (bài thực hành). */
export interface Task {
  key: string
  role: Role
  title: string
  /** The dossier it is done on; absent where the learner makes the thing. */
  stage?: PreparedStage
  steps: readonly [TaskStep, ...TaskStep[]]
}

function lookUp(role: Role): Task {
  return {
    key: `${role}.look-up`,
    role,
    title: 'Tra cứu hồ sơ và in lại giấy tiếp nhận',
    stage: 'appraisal',
    steps: [
      {
        text: 'Bấm Ctrl + K, gõ mã hồ sơ nêu trên rồi Enter; trong trang hồ sơ, bấm “In giấy tiếp nhận và hẹn trả”.',
        proof: ['dossiers.notePrinted'],
      },
    ],
  }
}

function sendBack(role: Role, stage: PreparedStage): Task {
  return {
    key: `${role}.send-back`,
    role,
    title: 'Chuyển trả hồ sơ về bước trước',
    stage,
    steps: [
      {
        text: 'Mở hồ sơ nêu trên, bấm “Chuyển trả bước trước”, ghi lý do rồi xác nhận.',
        proof: ['dossiers.sendBack'],
      },
    ],
  }
}

const counterTasks: readonly Task[] = [
  {
    key: 'counter.receive',
    role: 'counter',
    title: 'Tiếp nhận một hồ sơ',
    steps: [
      {
        text: 'Vào “Tiếp nhận hồ sơ”, chọn một thủ tục, ghi một người dân tưởng tượng, bấm “Nhận đủ” rồi lưu.',
        proof: ['dossiers.receive'],
      },
      { text: 'Bấm “In giấy tiếp nhận” để in giấy hẹn cho người dân.', proof: ['dossiers.notePrinted'] },
    ],
  },
  {
    key: 'counter.ask',
    role: 'counter',
    title: 'Yêu cầu bổ sung khi chưa tiếp nhận',
    steps: [
      {
        text: 'Vào “Tiếp nhận hồ sơ”, chọn thủ tục, ghi tên người dân; bấm “Lập phiếu yêu cầu bổ sung”, ghi giấy tờ còn thiếu rồi lưu.',
        proof: ['dossiers.turnAway'],
      },
    ],
  },
  {
    key: 'counter.forward',
    role: 'counter',
    title: 'Chuyển hồ sơ cho công chức chuyên môn',
    stage: 'reception',
    steps: [
      {
        text: 'Mở hồ sơ nêu trên, bấm “Chuyển bước tiếp theo” rồi xác nhận.',
        proof: ['dossiers.forward'],
      },
    ],
  },
  {
    key: 'counter.return',
    role: 'counter',
    title: 'Trả kết quả cho người dân',
    stage: 'finished',
    steps: [
      {
        text: 'Mở hồ sơ nêu trên, bấm “Trả kết quả”, ghi người nhận rồi xác nhận.',
        proof: ['dossiers.returnResult'],
      },
    ],
  },
  lookUp('counter'),
]

const specialistTasks: readonly Task[] = [
  {
    key: 'specialist.take-up',
    role: 'specialist',
    title: 'Nhận xử lý một hồ sơ',
    stage: 'appraisal',
    steps: [{ text: 'Mở hồ sơ nêu trên rồi bấm “Nhận xử lý”.', proof: ['dossiers.takeUp'] }],
  },
  {
    key: 'specialist.process',
    role: 'specialist',
    title: 'Giải quyết hồ sơ và trình lãnh đạo',
    stage: 'appraisal',
    steps: [
      {
        text: 'Mở hồ sơ nêu trên, bấm “Soạn kết quả”, ghi tên kết quả và nội dung rồi lưu dự thảo.',
        proof: ['dossiers.draftResult'],
      },
      { text: 'Bấm “Chuyển bước tiếp theo” để trình lãnh đạo.', proof: ['dossiers.forward'] },
    ],
  },
  {
    key: 'specialist.ask',
    role: 'specialist',
    title: 'Yêu cầu người dân bổ sung giấy tờ',
    stage: 'appraisal',
    steps: [
      {
        text: 'Mở hồ sơ nêu trên, bấm “Yêu cầu bổ sung”, ghi giấy tờ còn thiếu và lý do rồi lập phiếu.',
        proof: ['dossiers.requestSupplement'],
      },
    ],
  },
  sendBack('specialist', 'appraisal'),
  lookUp('specialist'),
]

const leaderTasks: readonly Task[] = [
  {
    key: 'leader.approve',
    role: 'leader',
    title: 'Duyệt kết quả',
    stage: 'approval',
    steps: [
      {
        text: 'Mở hồ sơ nêu trên, xem dự thảo, bấm “Duyệt kết quả” rồi xác nhận.',
        proof: ['dossiers.approveResult'],
      },
    ],
  },
  sendBack('leader', 'approval'),
  {
    key: 'leader.stop',
    role: 'leader',
    title: 'Dừng xử lý một hồ sơ',
    stage: 'supplement',
    steps: [
      { text: 'Mở hồ sơ nêu trên, bấm “Dừng xử lý”, ghi lý do rồi xác nhận.', proof: ['dossiers.stop'] },
    ],
  },
  {
    key: 'leader.withdrawal',
    role: 'leader',
    title: 'Xử lý yêu cầu rút hồ sơ của người dân',
    stage: 'withdrawal',
    steps: [
      {
        text: 'Mở hồ sơ nêu trên, bấm “Xử lý yêu cầu rút”, chọn đồng ý hoặc tiếp tục giải quyết.',
        proof: ['dossiers.answerWithdrawal'],
      },
    ],
  },
  lookUp('leader'),
]

const clerkTasks: readonly Task[] = [
  {
    key: 'clerk.issue',
    role: 'clerk',
    title: 'Cấp số, phát hành kết quả',
    stage: 'issue',
    steps: [
      {
        text: 'Mở hồ sơ nêu trên, bấm “Cấp số, phát hành” rồi xác nhận.',
        proof: ['dossiers.issueResult'],
      },
    ],
  },
  {
    key: 'clerk.take-up',
    role: 'clerk',
    title: 'Nhận xử lý hồ sơ chờ phát hành',
    stage: 'issue',
    steps: [{ text: 'Mở hồ sơ nêu trên rồi bấm “Nhận xử lý”.', proof: ['dossiers.takeUp'] }],
  },
  sendBack('clerk', 'issue'),
  {
    key: 'clerk.slip',
    role: 'clerk',
    title: 'Lập phiếu bàn giao hồ sơ giấy',
    stage: 'appraisal',
    steps: [
      {
        text: 'Vào “Bàn giao hồ sơ giấy”, gõ mã hồ sơ nêu trên, chọn nơi nhận rồi lập phiếu.',
        proof: ['dossiers.sendPapers'],
      },
    ],
  },
  lookUp('clerk'),
]

const adminTasks: readonly Task[] = [
  {
    key: 'admin.desk',
    role: 'admin',
    title: 'Thêm một quầy tiếp nhận',
    steps: [{ text: 'Vào “Quầy, lĩnh vực”, thêm một quầy rồi lưu.', proof: ['staff.addDesk'] }],
  },
  {
    key: 'admin.unit',
    role: 'admin',
    title: 'Thêm một phòng, ban',
    steps: [{ text: 'Vào “Phòng, ban”, thêm một phòng rồi lưu.', proof: ['staff.addUnit'] }],
  },
  {
    key: 'admin.duty',
    role: 'admin',
    title: 'Phân công một đồng nghiệp',
    steps: [
      {
        text: 'Vào “Cán bộ, phân công”, bấm “Phân công” ở một đồng nghiệp, chọn vai trò, lĩnh vực rồi lưu.',
        proof: ['staff.assignDuty'],
      },
    ],
  },
  {
    key: 'admin.absence',
    role: 'admin',
    title: 'Ghi ngày nghỉ và người thay thế',
    steps: [
      {
        text: 'Vào “Cán bộ, phân công”, bấm “Vắng mặt” ở một đồng nghiệp, ghi ngày và người thay thế rồi lưu.',
        proof: ['staff.planAbsence'],
      },
    ],
  },
  {
    key: 'admin.day',
    role: 'admin',
    title: 'Ghi một ngày nghỉ lễ',
    steps: [
      {
        text: 'Vào “Lịch làm việc”, bấm “Thêm ngày”, ghi ngày nghỉ rồi lưu.',
        proof: ['calendar.setCalendarDay'],
      },
    ],
  },
]

/** Every guided task, five to a role, in the order in which they are learnt. */
export const tasks: readonly Task[] = [
  ...counterTasks,
  ...specialistTasks,
  ...leaderTasks,
  ...clerkTasks,
  ...adminTasks,
]

export function taskOf(key: string): Task | undefined {
  return tasks.find((task) => task.key === key)
}

/** Tasks of whoever holds these roles. */
export function tasksFor(roles: readonly string[]): Task[] {
  return tasks.filter(({ role }) => roles.includes(role))
}
