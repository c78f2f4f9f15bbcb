import { NativeSelect } from '@mantine/core'
import type { Member } from './member-card.tsx'
import type { Choices } from './staff-dialogs.tsx'

interface SubstituteFieldProps {
  member: Member
  members: Choices['members']
  /** What the choice without a name means. */
  nobody: string
  defaultValue?: string | null
  error: string | undefined
}

/** Who stands in for a member: anybody else with an open account. */
export function SubstituteField({ member, members, nobody, defaultValue, error }: SubstituteFieldProps) {
  const others = members.filter((each) => each.active && each.id !== member.id)
  return (
    <NativeSelect
      name="substituteId"
      label="Người thay thế"
      error={error}
      defaultValue={defaultValue ?? ''}
      data={[
        { value: '', label: nobody },
        ...others.map(({ id, fullName, postTitle }) => ({ value: id, label: `${fullName} (${postTitle})` })),
      ]}
    />
  )
}

interface DeskFieldProps {
  desks: Choices['desks']
  defaultValue?: string | null
  error: string | undefined
}

/** The desk of a roster entry: one in use, or the one it has. */
export function DeskField({ desks, defaultValue, error }: DeskFieldProps) {
  const offered = desks.filter((desk) => desk.active || desk.id === defaultValue)
  return (
    <NativeSelect
      name="deskId"
      label="Quầy"
      description="Người tiếp nhận ngồi ở quầy nào"
      error={error}
      defaultValue={defaultValue ?? ''}
      data={[
        { value: '', label: 'Không ngồi quầy' },
        ...offered.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}
