import { Button, Fieldset, Group, SimpleGrid, Text } from '@mantine/core'
import { useState } from 'react'
import type { TableField } from '../../../procedures/model/declaration-fields.ts'
import { DeclarationField } from './declaration-field.tsx'
import type { TypedValues } from './form-state.ts'

interface Props {
  field: TableField
  shown: TypedValues
  errors: Readonly<Record<string, string>>
  onChange(values: TypedValues): void
}

/** A table of a declaration: a row for each, empty rows are not sent. */
export function DeclarationTable({ field, shown, errors, onChange }: Props) {
  const filled = Object.keys(shown)
    .filter((name) => name.startsWith(`${field.name}.`))
    .map((name) => Number(name.slice(field.name.length + 1).split('.')[0]) + 1)
  const [added, setAdded] = useState(0)
  const rows = Math.min(field.maxRows, Math.max(1, field.minRows, ...filled, added))
  const message = errors[`declaration.${field.name}`]
  return (
    <Fieldset legend={field.label}>
      {field.hint ? <Text size="sm">{field.hint}</Text> : null}
      {Array.from({ length: rows }, (_, index) => {
        const nameOf = (column: string) => `${field.name}.${index}.${column}`
        return (
          <Group key={nameOf('')} align="start" wrap="nowrap" gap="xs" mb="xs">
            <Text size="sm" pt={30} aria-hidden>
              {index + 1}.
            </Text>
            <SimpleGrid
              cols={{ base: 1, xs: 2, md: Math.min(4, field.columns.length) }}
              verticalSpacing={4}
              flex={1}
            >
              {field.columns.map((column) => {
                const name = nameOf(column.name)
                return (
                  <DeclarationField
                    key={name}
                    field={{ ...column, label: `${column.label} (dòng ${index + 1})` }}
                    name={name}
                    value={shown[name] ?? ''}
                    error={errors[`declaration.${name}`]}
                    onChange={(value) => onChange({ [name]: value })}
                  />
                )
              })}
            </SimpleGrid>
          </Group>
        )
      })}
      {message ? (
        <Text size="sm" c="red.9" role="alert">
          {message}
        </Text>
      ) : null}
      {rows < field.maxRows ? (
        <Button variant="subtle" size="compact-sm" onClick={() => setAdded(rows + 1)}>
          Thêm dòng
        </Button>
      ) : null}
    </Fieldset>
  )
}
