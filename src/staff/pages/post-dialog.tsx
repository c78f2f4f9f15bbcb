import { NativeSelect, TextInput } from '@mantine/core'
import type { Member } from './member-card.tsx'
import { type DialogEnds, StaffDialog } from './staff-dialog.tsx'

interface PostDialogProps extends DialogEnds {
  member: Pick<Member, 'id' | 'fullName' | 'postTitle' | 'unitId'>
  units: readonly { id: string; name: string }[]
}

/** Changes a member's unit and post. */
export function PostDialog({ member, units, ...ends }: PostDialogProps) {
  return (
    <StaffDialog
      title={`Chức danh, phòng ban: ${member.fullName}`}
      intro="Chức danh in trên giấy tờ lập từ nay về sau; giấy tờ đã lập giữ nguyên. Chức danh không cho quyền gì."
      submitLabel="Lưu chức danh"
      values={{ viec: 'chuc-danh', staffId: member.id }}
      fields={['postTitle', 'unitId']}
      {...ends}
    >
      {(errorAt) => (
        <>
          <TextInput
            name="postTitle"
            label="Chức danh"
            defaultValue={member.postTitle}
            error={errorAt('postTitle')}
            maxLength={200}
            data-autofocus
            required
          />
          <NativeSelect
            name="unitId"
            label="Phòng, ban"
            defaultValue={member.unitId ?? ''}
            error={errorAt('unitId')}
            data={[
              { value: '', label: 'Không thuộc phòng nào' },
              ...units.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </>
      )}
    </StaffDialog>
  )
}
