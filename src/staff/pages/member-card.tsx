import { Button, Group, List, Paper, Text, Title } from '@mantine/core'
import type { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { Tag } from '../../ui/tag.tsx'
import { roleName } from '../model.ts'
import type { listStaff } from '../queries.ts'
import type { Opened } from './staff-dialogs.tsx'

export type Member = z.output<typeof listStaff.output>['members'][number]
export type MemberDuty = Member['duties'][number]

interface DutyContext {
  today: string
  fieldName(code: string): string
  deskName(id: string): string
  memberName(id: string): string
}

interface MemberCardProps {
  member: Member
  unitName: string
  context: DutyContext
  onOpen(opened: Opened): void
}

/** One member with their duties and what the administrator may do. */
export function MemberCard({ member, unitName, context, onOpen }: MemberCardProps) {
  const running = member.duties.filter((duty) => duty.endsOn === null || duty.endsOn >= context.today)
  const past = member.duties.filter((duty) => !running.includes(duty))
  const facts = [member.postTitle, unitName, `tên đăng nhập ${member.username}`, member.phone]
  return (
    <Paper withBorder p="md" component="article" aria-labelledby={`cb-${member.id}`}>
      <Group gap="xs">
        <Title order={2} size="h5" id={`cb-${member.id}`}>
          {member.fullName}
        </Title>
        {member.active ? null : <Tag tone="plain">Đã khóa</Tag>}
      </Group>
      <Text size="sm">{facts.filter(Boolean).join(' · ')}</Text>
      {running.length === 0 ? (
        <Text size="sm" mt="xs" c="#7a3e00" fw={600}>
          Chưa được phân công việc nào.
        </Text>
      ) : (
        <List size="sm" mt="xs" spacing={4}>
          {running.map((duty) => (
            <List.Item key={duty.id}>
              {dutyText(duty, context)}{' '}
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Sửa phân công ${roleName(duty.role)} của ${member.fullName} (${member.username})`}
                onClick={() => onOpen({ work: 'sua-phan-cong', duty, member })}
              >
                Sửa
              </Button>{' '}
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Kết thúc phân công ${roleName(duty.role)} của ${member.fullName} (${member.username})`}
                onClick={() => onOpen({ work: 'ket-thuc', duty, member })}
              >
                Kết thúc
              </Button>
            </List.Item>
          ))}
        </List>
      )}
      {past.length > 0 ? (
        <details>
          <summary>Phân công đã kết thúc ({past.length})</summary>
          <List size="sm">
            {past.map((duty) => (
              <List.Item key={duty.id}>{dutyText(duty, context)}</List.Item>
            ))}
          </List>
        </details>
      ) : null}
      <MemberButtons member={member} onOpen={onOpen} />
    </Paper>
  )
}

function MemberButtons({ member, onOpen }: Pick<MemberCardProps, 'member' | 'onOpen'>) {
  const button = (
    label: string,
    work: 'phan-cong' | 'vang-mat' | 'chuc-danh' | 'dat-mat-khau' | 'go-ma' | 'khoa',
  ) => (
    <Button
      key={work}
      size="compact-sm"
      variant={work === 'phan-cong' ? 'filled' : 'default'}
      aria-label={`${label}: ${member.fullName} (${member.username})`}
      onClick={() => onOpen({ work, member })}
    >
      {label}
    </Button>
  )
  return (
    <Group gap="xs" mt="sm">
      {member.active ? button('Phân công', 'phan-cong') : null}
      {member.active ? button('Vắng mặt', 'vang-mat') : null}
      {button('Chức danh', 'chuc-danh')}
      {button('Đặt lại mật khẩu', 'dat-mat-khau')}
      {button('Gỡ mã xác thực', 'go-ma')}
      {button(member.active ? 'Khóa tài khoản' : 'Mở lại tài khoản', 'khoa')}
    </Group>
  )
}

/** 'Công chức chuyên môn, lĩnh vực Đất đai, từ 01/07/2025 đến hết 31/12/2026, Quầy 2, thay thế: … (số quyết định)' */
function dutyText(duty: MemberDuty, { today, fieldName, deskName, memberName }: DutyContext): string {
  const field = duty.fieldCode === null ? 'mọi lĩnh vực' : `lĩnh vực ${fieldName(duty.fieldCode)}`
  const until = duty.endsOn === null ? '' : ` đến hết ${formatDate(duty.endsOn)}`
  const later = duty.startsOn > today ? ', chưa bắt đầu' : ''
  const desk = duty.deskId ? `, ${deskName(duty.deskId)}` : ''
  const substitute = duty.substituteId ? `, người thay thế ${memberName(duty.substituteId)}` : ''
  const note = duty.note ? ` (${duty.note})` : ''
  const gap = duty.gapReason ? ` – để trống vì: ${duty.gapReason}` : ''
  return `${roleName(duty.role)}, ${field}, từ ${formatDate(duty.startsOn)}${until}${later}${desk}${substitute}${note}${gap}`
}
