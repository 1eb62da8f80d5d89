# Runs a program for as long as somebody holds the other end of stdin, and ends it when that end is gone, even
# by kill -9. A shell, in its own process group: neither Ctrl-C nor a kill of all Node processes reaches it.
"$@" </dev/null &
child=$!
echo "pid $child"
exec >/dev/null 2>&1 # the parent sees the program's end as the end of its output
cat >/dev/null
kill -TERM "$child"
(sleep 4; kill -KILL "$child") &
killer=$!
wait "$child"
kill "$killer"
