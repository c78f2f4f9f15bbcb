import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { DateField } from '../../ui/date-field.tsx'
import { roleName, roles } from '../model.ts'
import type { Member, MemberDuty } from './member-card.tsx'
import { type DialogEnds, StaffDialog } from './staff-dialog.tsx'
import type { Choices } from './staff-dialogs.tsx'

const roleChoices = Object.entries(roles).map(([value, label]) => ({ value, label }))

interface AssignDutyProps extends DialogEnds {
  member: Member
  choices: Choices
}

/** Gives a role from a day on, in one field or in all. */
export function AssignDutyDialog({ member, choices, ...ends }: AssignDutyProps) {
  const [startsOn, setStartsOn] = useState(formatDate(choices.today))
  const [endsOn, setEndsOn] = useState('')
  const fields = choices.fields.map(({ code, name }) => ({ value: code, label: name }))
  return (
    <StaffDialog
      title={`Phân công: ${member.fullName}`}
      intro="Quyền có hiệu lực từ ngày bắt đầu đến hết ngày kết thúc."
      submitLabel="Phân công"
      values={{ viec: 'phan-cong', staffId: member.id }}
      fields={['role', 'fieldCode', 'startsOn', 'endsOn', 'note']}
      {...ends}
    >
      {(errorAt) => (
        <>
          <NativeSelect
            name="role"
            label="Vai trò"
            data={roleChoices}
            error={errorAt('role')}
            data-autofocus
          />
          <NativeSelect
            name="fieldCode"
            label="Lĩnh vực"
            data={[{ value: '', label: 'Mọi lĩnh vực' }, ...fields]}
            error={errorAt('fieldCode')}
          />
          <DateField
            name="startsOn"
            label="Từ ngày"
            value={startsOn}
            onValue={setStartsOn}
            error={errorAt('startsOn')}
            required
          />
          <DateField
            name="endsOn"
            label="Đến hết ngày (để trống nếu chưa định)"
            value={endsOn}
            onValue={setEndsOn}
            error={errorAt('endsOn')}
          />
          <TextInput
            name="note"
            label="Ghi chú"
            description="Ví dụ: số văn bản phân công, thay người nghỉ phép"
            error={errorAt('note')}
            maxLength={500}
          />
        </>
      )}
    </StaffDialog>
  )
}

interface EndDutyProps extends DialogEnds {
  member: Member
  duty: MemberDuty
  today: string
}

/** Ends a duty after a day. */
export function EndDutyDialog({ member, duty, today, ...ends }: EndDutyProps) {
  const [endsOn, setEndsOn] = useState(formatDate(today))
  return (
    <StaffDialog
      title={`Kết thúc phân công: ${member.fullName}`}
      intro={`Vai trò ${roleName(duty.role)} còn hiệu lực trong ngày kết thúc, từ ngày sau thì hết.`}
      submitLabel="Kết thúc phân công"
      danger
      values={{ viec: 'ket-thuc', dutyId: duty.id }}
      fields={['endsOn']}
      {...ends}
    >
      {(errorAt) => (
        <DateField
          name="endsOn"
          label="Đến hết ngày"
          value={endsOn}
          onValue={setEndsOn}
          error={errorAt('endsOn')}
          data-autofocus
          required
        />
      )}
    </StaffDialog>
  )
}
