#!/bin/sh
# Writes portal.crt and portal.key for localhost into the folder given, unless they are there.
set -eu

folder=$1
[ -f "$folder/portal.crt" ] && exit 0
umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 825 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout "$folder/portal.key" -out "$folder/portal.crt"
