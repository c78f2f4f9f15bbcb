import { Button, Group, NativeSelect, Paper, SimpleGrid, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Form } from 'react-router'
import { type PeriodKind, periodKinds } from '../model/register-period.ts'
import type { readRegisterForm } from './read-register-form.ts'

interface Props {
  form: ReturnType<typeof readRegisterForm>
  wrong: Record<string, string>
  choices: { fields: { code: string; name: string }[]; officers: { id: string; name: string }[] }
}

/** Which period of the register (a day that is typed makes it one's own), of which field, received by whom. The address holds it all. */
export function RegisterForm({ form, wrong, choices }: Props) {
  const { input } = form
  const [kind, setKind] = useState(form.kind)
  const pick = () => setKind('khac')
  return (
    <Paper withBorder p="sm">
      <Form method="get" action="/so-theo-doi" role="search" noValidate>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
          <NativeSelect
            name="ky"
            label="Kỳ"
            value={kind}
            onChange={({ currentTarget }) => setKind(currentTarget.value as PeriodKind)}
            data={Object.entries(periodKinds).map(([value, label]) => ({ value, label }))}
          />
          <TextInput
            type="date"
            name="tu"
            label="Từ ngày"
            onChange={pick}
            defaultValue={input.from}
            error={wrong.from}
          />
          <TextInput
            type="date"
            name="den"
            label="Đến ngày"
            onChange={pick}
            defaultValue={input.to}
            error={wrong.to}
          />
          <NativeSelect
            name="linh-vuc"
            label="Lĩnh vực"
            defaultValue={input.field ?? ''}
            error={wrong.field}
            data={[
              { value: '', label: 'Mọi lĩnh vực' },
              ...choices.fields.map((field) => ({ value: field.code, label: field.name })),
            ]}
          />
          <NativeSelect
            name="can-bo"
            label="Người tiếp nhận"
            defaultValue={input.officerId ?? ''}
            error={wrong.officerId}
            data={[
              { value: '', label: 'Tất cả' },
              ...choices.officers.map((officer) => ({ value: officer.id, label: officer.name })),
            ]}
          />
          <Group align="flex-end">
            <Button type="submit">Xem sổ</Button>
          </Group>
        </SimpleGrid>
      </Form>
    </Paper>
  )
}
