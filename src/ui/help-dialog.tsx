import { Kbd, List, Modal, Stack, Table, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'

interface Key {
  keys: string
  does: string
}

export interface HelpText {
  purpose: string
  tasks: readonly string[]
  keys?: readonly Key[]
}

interface Props {
  opened: boolean
  onClose(): void
  /** Of the page one stands on; null where it has none. */
  help: HelpText | null
  commonKeys: readonly Key[]
}

/** Contextual help: what this page is for, the three things people do here, and the keys. */
export function HelpDialog({ opened, onClose, help, commonKeys }: Props) {
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size="lg"
      fullScreen={isPhone}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Header role="presentation">
          <Modal.Title component="h2" fw={700} fz="lg">
            Hướng dẫn trang này
          </Modal.Title>
          <Modal.CloseButton aria-label="Đóng hướng dẫn" />
        </Modal.Header>
        <Modal.Body>
          <Stack gap="md">
            {help ? <PageWords help={help} /> : null}
            <KeyTable title="Phím của trang này" keys={help?.keys ?? []} />
            <KeyTable title="Phím dùng ở mọi trang" keys={commonKeys} />
          </Stack>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function PageWords({ help }: { help: HelpText }) {
  return (
    <>
      <Text>{help.purpose}</Text>
      <div>
        <Title order={3} size="h5" mb={4}>
          Ở đây thường làm gì
        </Title>
        <List type="ordered" spacing={4}>
          {help.tasks.map((task) => (
            <List.Item key={task}>{task}</List.Item>
          ))}
        </List>
      </div>
    </>
  )
}

function KeyTable({ title, keys }: { title: string; keys: readonly Key[] }) {
  if (keys.length === 0) return null
  return (
    <Table aria-label={title} captionSide="top" withRowBorders={false} verticalSpacing={4}>
      <Table.Caption ta="left" fw={600} c="inherit">
        {title}
      </Table.Caption>
      <Table.Tbody>
        {keys.map(({ keys: combination, does }) => (
          <Table.Tr key={combination}>
            <Table.Th scope="row" w={150} fw={400}>
              <Kbd>{combination}</Kbd>
            </Table.Th>
            <Table.Td>{does}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
