import { Button, Group, Text, Title } from '@mantine/core'
import type { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { Tag } from '../../ui/tag.tsx'
import type { listAllUnits } from '../queries/list-all-units.ts'
import type { Member } from './member-card.tsx'
import { OrderButtons } from './order-buttons.tsx'

export type Unit = z.output<typeof listAllUnits.output>['units'][number]
export type PostedMember = Pick<Member, 'id' | 'fullName' | 'username' | 'postTitle' | 'unitId'>

interface UnitListProps {
  units: readonly Unit[]
  onRename(unit: Unit): void
  onStanding(unit: Unit): void
}

/** Units in their order, with what may be done. */
export function UnitList({ units, onRename, onStanding }: UnitListProps) {
  const columns: readonly Column<Unit>[] = [
    {
      header: 'Phòng, ban',
      isPlain: true,
      cell: (unit) => (
        <Text span fw={600} size="sm">
          {unit.name}{' '}
          {unit.retiredOn ? <Tag tone="plain">{`Thôi dùng từ ${formatDate(unit.retiredOn)}`}</Tag> : null}
        </Text>
      ),
    },
    { header: 'Số người', cell: (unit) => unit.members },
    {
      header: 'Việc',
      isPlain: true,
      cell: (unit) => (
        <Group gap="xs">
          {unit.retiredOn === null ? (
            <>
              <OrderButtons name={unit.name} values={{ unitId: unit.id }} />
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Đổi tên: ${unit.name}`}
                onClick={() => onRename(unit)}
              >
                Đổi tên
              </Button>
            </>
          ) : null}
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`${unit.retiredOn === null ? 'Thôi dùng' : 'Dùng lại'}: ${unit.name}`}
            onClick={() => onStanding(unit)}
          >
            {unit.retiredOn === null ? 'Thôi dùng' : 'Dùng lại'}
          </Button>
        </Group>
      ),
    },
  ]
  return <DataList label="Các phòng, ban" columns={columns} rows={units} rowKey={(unit) => unit.id} />
}

interface MemberPostsProps {
  members: readonly PostedMember[]
  units: readonly Unit[]
  onOpen(member: PostedMember): void
}

/** Who works where, under which post. */
export function MemberPosts({ members, units, onOpen }: MemberPostsProps) {
  const columns: readonly Column<PostedMember>[] = [
    {
      header: 'Cán bộ, công chức',
      isPlain: true,
      cell: (member) => (
        <Text span fw={600} size="sm">
          {member.fullName}
        </Text>
      ),
    },
    { header: 'Chức danh', cell: (member) => member.postTitle },
    {
      header: 'Phòng, ban',
      cell: (member) =>
        units.find((unit) => unit.id === member.unitId)?.name ?? (
          <Text span c="red.9" fw={600} size="sm">
            Chưa xếp
          </Text>
        ),
    },
    {
      header: 'Việc',
      isPlain: true,
      cell: (member) => (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Đổi chức danh, phòng ban: ${member.fullName} (${member.username})`}
          onClick={() => onOpen(member)}
        >
          Đổi
        </Button>
      ),
    },
  ]
  return (
    <section aria-labelledby="chuc-danh">
      <Title order={2} size="h4" mb="xs" id="chuc-danh">
        Chức danh và nơi làm việc
      </Title>
      <DataList label="Chức danh" columns={columns} rows={members} rowKey={(member) => member.id} />
    </section>
  )
}
