import { Button, Collapse, Group, Paper, SimpleGrid } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Form, Link } from 'react-router'

interface FilterFrameProps {
  /** Address of the list. */
  action: string
  /** Whether a rarer filter is set or wrong: they are then shown from the start. */
  startsOpen: boolean
  /** The filters that are always there. */
  children: ReactNode
  /** The rarer ones. */
  more: ReactNode
}

/** The filters of a list; the address holds them, so that a list can be kept, sent and reloaded. */
export function FilterFrame({ action, startsOpen, children, more }: FilterFrameProps) {
  const [isOpen, rarer] = useDisclosure(startsOpen)
  return (
    <Paper withBorder p="sm">
      <Form method="get" action={action} role="search">
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} spacing="sm">
          {children}
          <Group align="flex-end" gap="xs">
            <Button type="submit">Tìm</Button>
            <Button variant="default" onClick={rarer.toggle} aria-expanded={isOpen} aria-controls="loc-them">
              Lọc thêm
            </Button>
            <Button component={Link} to={action} variant="subtle">
              Bỏ lọc
            </Button>
          </Group>
        </SimpleGrid>
        <Collapse expanded={isOpen} id="loc-them" transitionDuration={0}>
          {more}
        </Collapse>
      </Form>
    </Paper>
  )
}
