# Finds a JDK; sourced by cleave, mvnw and .ci/run. No output, no child processes.
#
# find_newest_jdk MINIMUM [MAXIMUM]
#   looks at CLEAVE_JAVA_HOME (which ends the search), JAVA_HOME, the PATH and the usual folders; sets jdk_home,
#   jdk_version (17, 25, ...) and jdk_release (17.0.15) to the newest that has a compiler and lies within the limits, or
#   all to nothing.

find_newest_jdk() {
  jdk_home= jdk_version= jdk_release= jdk_minimum=$1 jdk_maximum=${2:-999}
  if [ -n "${CLEAVE_JAVA_HOME:-}" ]; then
    consider_jdk "$CLEAVE_JAVA_HOME"
    return
  fi
  if [ -n "${JAVA_HOME:-}" ]; then consider_jdk "$JAVA_HOME"; fi
  jdk_ifs=$IFS
  IFS=:
  for jdk_folder in $PATH; do
    if [ -x "$jdk_folder/javac" ]; then
      IFS=$jdk_ifs
      consider_jdk_of "$jdk_folder/javac"
      IFS=:
    fi
  done
  IFS=$jdk_ifs
  for jdk_folder in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/openjdk* /opt/* /opt/java/* \
    "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/* "${HOME:-/nowhere}"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/nowhere}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    consider_jdk "$jdk_folder"
  done
}

# Takes this JDK if it is newer than what was found so far.
consider_jdk() {
  [ -x "$1/bin/javac" ] || return 0
  jdk_this=
  if [ -r "$1/release" ]; then
    while IFS='=' read -r jdk_key jdk_value; do
      if [ "$jdk_key" = JAVA_VERSION ]; then jdk_this=$jdk_value; fi
    done <"$1/release"
  else
    jdk_this=$("$1/bin/javac" -version 2>&1) && jdk_this=${jdk_this#javac }
  fi
  jdk_this=${jdk_this#\"}
  jdk_exact=${jdk_this%\"}
  jdk_this=${jdk_this%%[!0-9]*} # 25.0.3" and 25-ea" are 25; 1.8.0 is 1
  if [ "${jdk_this:-0}" -ge "$jdk_minimum" ] && [ "$jdk_this" -le "$jdk_maximum" ] &&
    [ "$jdk_this" -gt "${jdk_version:-0}" ]; then
    jdk_home=$1
    jdk_version=$jdk_this
    jdk_release=$jdk_exact
  fi
}

# Takes the JDK that a command on the PATH stands for, through its symbolic links.
consider_jdk_of() {
  jdk_command=$1
  while [ -L "$jdk_command" ]; do
    jdk_link=$(readlink "$jdk_command")
    case $jdk_link in
      /*) jdk_command=$jdk_link ;;
      *) jdk_command=${jdk_command%/*}/$jdk_link ;;
    esac
  done
  case $jdk_command in
    */bin/javac) consider_jdk "${jdk_command%/bin/javac}" ;;
  esac
}
