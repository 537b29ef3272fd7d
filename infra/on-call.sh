# What whoever answers alarms asks a stack, in bash:  . infra/on-call.sh 33
# Nothing here asks for a byte that is sealed. Used by docs/run/; needs AWS CLI 2, jq and a profile in AWS_PROFILE.

export AWS_REGION=ap-southeast-3 AWS_DEFAULT_REGION=ap-southeast-3 AWS_PAGER=
export STACK="Posko-$1"
TABLE= SITE=
account=$(aws sts get-caller-identity --query Account --output text) || return 1
meant=$(jq -r --arg unit "$1" '.stacks[$unit].account' "${POSKO_CONFIG:-posko.config.json}") || return 1
if [ "$account" != "$meant" ]; then
  echo "You are signed in to $account, and $STACK is in $meant: choose another AWS_PROFILE." >&2
  return 1
fi

# part LOGICAL_NAME… AWS::Type: what AWS calls the part of the stack whose name begins so
part() {
  aws cloudformation list-stack-resources --stack-name "$STACK" --output text --query \
    "StackResourceSummaries[?starts_with(LogicalResourceId, '$1') && ResourceType=='$2'].PhysicalResourceId"
}

# logs Watch [SECONDS]: the last hour of Report, Inbox, Site, Alert, Watch, Bounce or Drill
logs() {
  aws logs filter-log-events --start-time "$((($(date +%s) - ${2:-3600}) * 1000))" \
    --log-group-name "$(part "${1}FunctionLog" AWS::Logs::LogGroup)" --query 'events[].message' --output text
}

# show PARTITION ATTRIBUTE…: these attributes of what lies there
show() {
  local pk=$1 names='' shown='' name
  shift
  for name; do names+="\"#$name\": \"$name\", " shown+="#$name, "; done
  aws dynamodb query --table-name "$TABLE" --key-condition-expression 'pk = :p' --output json \
    --expression-attribute-values "{\":p\": {\"S\": \"$pk\"}}" --expression-attribute-names "{${names%, }}" \
    --select SPECIFIC_ATTRIBUTES --projection-expression "${shown%, }" |
    jq -c '.Items[] | walk(if type == "object" and length == 1 and (keys[0] | IN("S", "N", "L", "M", "BOOL")) then .[] else . end)'
}

# clocks REPORTS or UNREADABLE: the partitions of these reports, the longest due first
clocks() {
  aws dynamodb query --table-name "$TABLE" --index-name clocks --key-condition-expression '#clock = :c' \
    --expression-attribute-names '{"#clock": "clock"}' --expression-attribute-values "{\":c\": {\"S\": \"$1\"}}" \
    --projection-expression pk --query 'Items[].pk.[S]' --output text
}

# unread: reports that nobody has opened and that were alarmed or had no letter ordered, and those that no clock minds
unread() {
  clocks REPORTS | while read -r pk; do show "$pk" pk seats arrived openedAt alarmedAt letterOrderedAt; done |
    jq -c 'select(.openedAt == null and (.alarmedAt or .letterOrderedAt == null))'
  clocks UNREADABLE | sed 's/$/ (its clock cannot be read)/'
}

# reports 3316: case number, hour and id of its newest reports
reports() {
  aws dynamodb query --table-name "$TABLE" --index-name listing --key-condition-expression '#list = :l' \
    --expression-attribute-names '{"#list": "list", "#order": "order"}' --projection-expression '#order' \
    --expression-attribute-values "{\":l\": {\"S\": \"INBOX#$1\"}}" --no-scan-index-forward --max-items 20 \
    --query 'Items[].order.[S]' --output text | node_modules/.bin/node --input-type=module -e '
      import { readFileSync } from "node:fs";
      import { caseNumber } from "./shared/case-number.ts";
      for (const [, hour, id] of readFileSync(0, "utf8").matchAll(/(\S+?)#(\S+)/g)) console.log(caseNumber(id), hour, id);'
}

# report ID: where its clock stands, and what happened to it
report() {
  show "REPORT#$1" state clock seats arrived drill letterOrderedAt reminderOrderedAt alarmedAt openedAt openedBy \
    stage stageSince stageRemindedAt due
  show "EVENT#$1" event at unit member
}

# letters 3316: when the last one left, what waits, and to whom they came back
letters() { show "LETTER#$1" sk sentAt orderedAt quietUntil member hour; }

# drill 3316: how its last drill went
drill() { show "READINESS#$1" ready month started needed opened passed; }

# members 3316: ids and names, which anybody may read
members() {
  curl -s "$SITE/api/directory" | jq -r --arg unit "$1" '.satgas[$unit] |
    [[.roll[0] | fromjson.members[].id], [.names[][0]]] | transpose[] | @tsv'
}

# red: units that new reports pass by
red() { curl -s "$SITE/api/directory" | jq -r '.satgas | to_entries[] | select(.value.red) | .key'; }

TABLE=$(aws cloudformation describe-stack-resource --stack-name "$STACK" --logical-resource-id PoskoTable --output text \
  --query StackResourceDetail.PhysicalResourceId)
SITE=$(aws cloudformation describe-stacks --stack-name "$STACK" --output text \
  --query "Stacks[0].Outputs[?OutputKey=='Origin'].OutputValue")
echo "$STACK: table ${TABLE:-not there yet}, ${SITE:-no address yet}"
