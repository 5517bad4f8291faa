#!/bin/sh
# Pacemaker calls it for each alert; it writes one line of fields that are parted by tabs.
printf '%s\t%s.%06d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
    "$CRM_alert_kind" "$CRM_alert_timestamp_epoch" "${CRM_alert_timestamp_usec:-0}" \
    "$CRM_alert_node" "$CRM_alert_rsc" "$CRM_alert_task" "$CRM_alert_interval" \
    "$CRM_alert_rc" "$CRM_alert_target_rc" "$CRM_alert_exec_time" "$CRM_alert_status" \
    "$CRM_alert_desc" >>/var/log/pacemaker/alerts
