import { Anchor, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Tag } from '../../ui/tag.tsx'
import type { SetupStep, SetupStepName } from '../model/setup.ts'

const titles: Record<SetupStepName, string> = {
  office: 'Đơn vị',
  units: 'Phòng, ban và chức danh',
  hours: 'Giờ làm việc',
  fields: 'Lĩnh vực tiếp nhận',
  desks: 'Quầy',
  roster: 'Phân công',
  papers: 'Giấy tờ trình ký',
}

/** Where each step is done; the papers are on the page itself. */
const places: Partial<Record<SetupStepName, { to: string; label: string }>> = {
  office: { to: '/quan-tri/don-vi', label: 'Xem, sửa thông tin đơn vị' },
  units: { to: '/quan-tri/phong-ban', label: 'Xếp phòng, ban và chức danh' },
  hours: { to: '/quan-tri/lich', label: 'Đặt giờ làm việc, ngày nghỉ' },
  fields: { to: '/quan-tri/quay#linh-vuc', label: 'Xem lĩnh vực tiếp nhận' },
  desks: { to: '/quan-tri/quay', label: 'Bố trí quầy' },
  roster: { to: '/quan-tri/can-bo', label: 'Thêm cán bộ, phân công, ghi vắng mặt' },
}

/** The steps with what is there, what is missing and where to do it; `children` belong to the last. */
export function SetupSteps({ steps, children }: { steps: readonly SetupStep[]; children: ReactNode }) {
  return (
    <Stack gap="sm" component="ol" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {steps.map((step, index) => (
        <Paper key={step.name} withBorder p="md" component="li">
          <Group gap="xs">
            <Title order={2} size="h5">
              {index + 1}. {titles[step.name]}
            </Title>
            <Tag tone={step.done ? 'good' : 'warning'}>{step.done ? 'Đã xong' : 'Còn thiếu'}</Tag>
          </Group>
          <Text size="sm" mt={4}>
            {step.state}
          </Text>
          <Findings items={step.missing} colour="red.9" weight={600} />
          <Findings items={step.advice} colour="#7a3e00" weight={400} />
          <Where place={places[step.name]} />
          {step.name === 'papers' ? children : null}
        </Paper>
      ))}
    </Stack>
  )
}

function Where({ place }: { place: { to: string; label: string } | undefined }) {
  if (!place) return null
  return (
    <Anchor component={Link} to={place.to} size="sm" underline="always" display="inline-block" mt="xs">
      {place.label}
    </Anchor>
  )
}

function Findings({ items, colour, weight }: { items: readonly string[]; colour: string; weight: number }) {
  if (items.length === 0) return null
  return (
    <List size="sm" mt={4} c={colour} fw={weight}>
      {items.map((item) => (
        <List.Item key={item}>{item}</List.Item>
      ))}
    </List>
  )
}
