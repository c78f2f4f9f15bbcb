import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { DateField } from '../../ui/date-field.tsx'
import { roleName, roles } from '../model.ts'
import { AcceptGap, acceptGapFields } from './accept-gap.tsx'
import { DeskField, SubstituteField } from './entry-fields.tsx'
import type { Member, MemberDuty } from './member-card.tsx'
import { type DialogEnds, StaffDialog } from './staff-dialog.tsx'
import type { Choices } from './staff-dialogs.tsx'

const roleChoices = Object.entries(roles).map(([value, label]) => ({ value, label }))
const entryFields = ['endsOn', 'deskId', 'substituteId', 'note']

interface AssignDutyProps extends DialogEnds {
  member: Member
  choices: Choices
}

/** Gives a role from a day on, in one field or in all. */
export function AssignDutyDialog({ member, choices, ...ends }: AssignDutyProps) {
  const [startsOn, setStartsOn] = useState(formatDate(choices.today))
  const fields = choices.fields.map(({ code, name }) => ({ value: code, label: name }))
  return (
    <StaffDialog
      title={`Phân công: ${member.fullName}`}
      intro="Quyền có hiệu lực từ ngày bắt đầu đến hết ngày kết thúc."
      submitLabel="Phân công"
      values={{ viec: 'phan-cong', staffId: member.id }}
      fields={['role', 'fieldCode', 'startsOn', ...entryFields]}
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
          <EntryFields member={member} choices={choices} errorAt={errorAt} />
        </>
      )}
    </StaffDialog>
  )
}

interface EntryFieldsProps extends AssignDutyFacts {
  errorAt(field: string): string | undefined
}

interface AssignDutyFacts {
  member: Member
  choices: Choices
  duty?: MemberDuty
}

/** What may be changed of an entry later on. */
function EntryFields({ member, choices, duty, errorAt }: EntryFieldsProps) {
  const [endsOn, setEndsOn] = useState(duty?.endsOn ? formatDate(duty.endsOn) : '')
  return (
    <>
      <DateField
        name="endsOn"
        label="Đến hết ngày (để trống nếu chưa định)"
        value={endsOn}
        onValue={setEndsOn}
        error={errorAt('endsOn')}
      />
      <DeskField desks={choices.desks} defaultValue={duty?.deskId ?? null} error={errorAt('deskId')} />
      <SubstituteField
        member={member}
        members={choices.members}
        nobody="Chưa có"
        defaultValue={duty?.substituteId ?? null}
        error={errorAt('substituteId')}
      />
      <TextInput
        name="note"
        label="Ghi chú"
        description="Ví dụ: số văn bản phân công"
        defaultValue={duty?.note ?? ''}
        error={errorAt('note')}
        maxLength={500}
      />
    </>
  )
}

interface DutyDialogProps extends AssignDutyProps {
  duty: MemberDuty
}

/** Changes desk, substitute, last day and note of an entry. */
export function ChangeDutyDialog({ member, duty, choices, ...ends }: DutyDialogProps) {
  return (
    <StaffDialog
      title={`Sửa phân công: ${member.fullName}`}
      intro={`Vai trò ${roleName(duty.role)} từ ${formatDate(duty.startsOn)}. Muốn đổi vai trò hoặc lĩnh vực, hãy kết thúc phân công này rồi phân công mới.`}
      submitLabel="Lưu phân công"
      values={{ viec: 'sua-phan-cong', dutyId: duty.id, revision: String(duty.revision) }}
      fields={[...entryFields, ...acceptGapFields]}
      {...ends}
    >
      {(errorAt) => (
        <>
          <EntryFields member={member} choices={choices} duty={duty} errorAt={errorAt} />
          <AcceptGap errorAt={errorAt} />
        </>
      )}
    </StaffDialog>
  )
}

/** Ends a duty after a day. */
export function EndDutyDialog({ member, duty, choices, ...ends }: DutyDialogProps) {
  const [endsOn, setEndsOn] = useState(formatDate(choices.today))
  return (
    <StaffDialog
      title={`Kết thúc phân công: ${member.fullName}`}
      intro={`Vai trò ${roleName(duty.role)} còn hiệu lực trong ngày kết thúc, từ ngày sau thì hết.`}
      submitLabel="Kết thúc phân công"
      danger
      values={{ viec: 'ket-thuc', dutyId: duty.id, revision: String(duty.revision) }}
      fields={['endsOn', ...acceptGapFields]}
      {...ends}
    >
      {(errorAt) => (
        <>
          <DateField
            name="endsOn"
            label="Đến hết ngày"
            value={endsOn}
            onValue={setEndsOn}
            error={errorAt('endsOn')}
            data-autofocus
            required
          />
          <AcceptGap errorAt={errorAt} />
        </>
      )}
    </StaffDialog>
  )
}
