import { Button, Group, Paper, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Tag } from '../../../ui/tag.tsx'

interface SectionFrameProps {
  id: string
  title: string
  isOpen: boolean
  isChanged: boolean
  /** Absent where the section is for reading only. */
  onOpen?: (() => void) | undefined
  onDiscard?: (() => void) | undefined
  children: ReactNode
}

/** A section of a procedure, for reading or under edit. */
export function SectionFrame(props: SectionFrameProps) {
  const { id, title, isOpen, isChanged, onOpen, onDiscard, children } = props
  const closing = isChanged ? 'Bỏ phần đã sửa' : 'Đóng'
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Group justify="space-between" align="start" mb="sm">
        <Group gap="xs">
          <Title order={2} size="h4" id={id}>
            {title}
          </Title>
          {isChanged ? <Tag tone="warning">Đã sửa, chưa lưu</Tag> : null}
        </Group>
        {!isOpen && onOpen ? (
          <Button size="compact-md" variant="default" aria-label={`Sửa: ${title}`} onClick={onOpen}>
            Sửa
          </Button>
        ) : null}
        {isOpen && onDiscard ? (
          <Button size="compact-md" variant="subtle" aria-label={`${closing}: ${title}`} onClick={onDiscard}>
            {closing}
          </Button>
        ) : null}
      </Group>
      {children}
    </Paper>
  )
}
