import { Box, SimpleGrid, Title } from '@mantine/core'
import { Fragment } from 'react'
import { declarationFields, type FlatField } from '../../../procedures/model/declaration-fields.ts'
import type { FormDefinition } from '../../../procedures/model/form.ts'
import { CardReader } from './card-reader.tsx'
import { DeclarationField } from './declaration-field.tsx'
import { goOnFrom } from './declaration-focus.ts'
import { DeclarationTable } from './declaration-table.tsx'
import { cardValues, isAsked, leadsCard } from './declaration-values.ts'
import type { TypedValues } from './form-state.ts'

interface Props {
  form: FormDefinition
  shown: TypedValues
  errors: Readonly<Record<string, string>>
  today: string
  onChange(values: TypedValues): void
}

/** The fields of a declaration in their order; those whose condition does not hold are not shown. */
export function DeclarationFields({ form, shown, errors, today, onChange }: Props) {
  const asked = declarationFields(form).filter((field) => isAsked(field, shown))
  return groupsOf(asked).map(({ section, fields }) => (
    <Box key={section?.name ?? ''} component="section" mt="sm" aria-label={section?.label || form.title}>
      {section ? (
        <Title order={3} size="h5" mb={4}>
          {section.label}
        </Title>
      ) : null}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} verticalSpacing="xs">
        {fields.map((field) =>
          field.kind === 'table' ? (
            <Box key={field.name} style={{ gridColumn: '1 / -1' }}>
              <DeclarationTable field={field} shown={shown} errors={errors} onChange={onChange} />
            </Box>
          ) : field.kind === 'section' ? null : (
            <Fragment key={field.name}>
              {leadsCard(field) ? (
                <Box style={{ gridColumn: '1 / -1' }}>
                  <CardReader
                    id={`quet-the-${field.name}`}
                    label={`Quét thẻ căn cước: ${field.label}`}
                    description="Không có thẻ thì nhập các ô bên dưới."
                    today={today}
                    onRead={(card) => {
                      onChange(cardValues(form, field.name, card))
                      goOnFrom(`quet-the-${field.name}`)
                    }}
                  />
                </Box>
              ) : null}
              <DeclarationField
                field={field}
                name={field.name}
                value={shown[field.name] ?? ''}
                error={errors[`declaration.${field.name}`]}
                onChange={(value) => onChange({ [field.name]: value })}
              />
            </Fragment>
          ),
        )}
      </SimpleGrid>
    </Box>
  ))
}

interface FieldGroup {
  section: (FlatField & { kind: 'section' }) | null
  fields: FlatField[]
}

/** Runs of fields under the section heading before them. */
function groupsOf(fields: readonly FlatField[]): FieldGroup[] {
  const groups: FieldGroup[] = [{ section: null, fields: [] }]
  for (const field of fields) {
    if (field.kind === 'section') groups.push({ section: field, fields: [] })
    else groups.at(-1)?.fields.push(field)
  }
  return groups.filter(({ section, fields: inside }) => section !== null || inside.length > 0)
}
