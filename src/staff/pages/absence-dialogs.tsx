import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { DateField } from '../../ui/date-field.tsx'
import { absenceKinds } from '../model/roster.ts'
import type { Absence } from './absence-list.tsx'
import { AcceptGap, acceptGapFields } from './accept-gap.tsx'
import { SubstituteField } from './entry-fields.tsx'
import type { Member } from './member-card.tsx'
import { type DialogEnds, StaffDialog } from './staff-dialog.tsx'
import type { Choices } from './staff-dialogs.tsx'

const kinds = Object.entries(absenceKinds).map(([value, label]) => ({ value, label }))

/** Notes that a member is away, and who stands in. */
export function AbsenceDialog({
  member,
  choices,
  ...ends
}: DialogEnds & { member: Member; choices: Choices }) {
  const [startsOn, setStartsOn] = useState(formatDate(choices.today))
  const [endsOn, setEndsOn] = useState('')
  return (
    <StaffDialog
      title={`Vắng mặt: ${member.fullName}`}
      intro="Trong những ngày này, việc tiếp nhận, xử lý, duyệt và cấp số của người này chuyển sang người thay thế; hết ngày cuối thì tự trở lại. Quyền quản trị không chuyển."
      submitLabel="Ghi vắng mặt"
      values={{ viec: 'vang-mat', staffId: member.id }}
      fields={['startsOn', 'endsOn', 'kind', 'reason', 'substituteId', ...acceptGapFields]}
      {...ends}
    >
      {(errorAt) => (
        <>
          <DateField
            name="startsOn"
            label="Từ ngày"
            value={startsOn}
            onValue={setStartsOn}
            error={errorAt('startsOn')}
            data-autofocus
            required
          />
          <DateField
            name="endsOn"
            label="Đến hết ngày"
            value={endsOn}
            onValue={setEndsOn}
            error={errorAt('endsOn')}
            required
          />
          <NativeSelect name="kind" label="Vì sao" data={kinds} error={errorAt('kind')} />
          <SubstituteField
            member={member}
            members={choices.members}
            nobody="Theo từng phân công"
            error={errorAt('substituteId')}
          />
          <TextInput name="reason" label="Ghi chú" error={errorAt('reason')} maxLength={500} />
          <AcceptGap errorAt={errorAt} />
        </>
      )}
    </StaffDialog>
  )
}

/** Takes an absence back, or lets the member be back from today on. */
export function EndAbsenceDialog({
  absence,
  today,
  ...ends
}: DialogEnds & { absence: Absence; today: string }) {
  const begun = absence.startsOn < today
  return (
    <StaffDialog
      title={`${begun ? 'Trở lại làm việc' : 'Hủy vắng mặt'}: ${absence.fullName}`}
      intro={
        begun
          ? 'Từ hôm nay việc trở lại với người này; người thay thế thôi giữ.'
          : 'Lần vắng mặt này được bỏ, phân công giữ nguyên.'
      }
      submitLabel={begun ? 'Trở lại từ hôm nay' : 'Hủy vắng mặt'}
      values={{ viec: 'het-vang', absenceId: absence.id, revision: String(absence.revision) }}
      fields={acceptGapFields}
      {...ends}
    >
      {(errorAt) => <AcceptGap errorAt={errorAt} />}
    </StaffDialog>
  )
}
